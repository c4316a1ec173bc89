"""What holds for every channel: it takes its own parcels only, a drill's never, and a retry is the same again."""

from dataclasses import replace
from pathlib import Path

import pytest

from nadhir.casework.ports import Channel
from nadhir.channels.drill import DrillChannel
from nadhir.channels.drop import DropChannel
from nadhir.channels.in_person import InPersonChannel
from nadhir.channels.liaison import LiaisonChannel
from nadhir.channels.parcels import PassingChannelError, PermanentChannelError
from nadhir.channels.phone import PhoneChannel
from nadhir.channels.secure_page import SecurePageChannel
from nadhir.channels.signer import Ed25519Signer
from nadhir.channels.smtp import SmtpChannel
from nadhir.terms.party import ChannelKind
from nadhir.terms.sealed import Sealed
from tests.channels.parcels import ADDRESS, ARABIC, CONTENT, a_parcel

SIGNER = Ed25519Signer(bytes(range(32)))
BY_FILE = ("liaison", "in_person", "phone", "secure_page", "drop", "drill")


def made(name: str, folder: Path) -> Channel:
    """Returns the channel of this name, writing under the folder."""
    channels: dict[str, Channel] = {
        "liaison": LiaisonChannel(folder=folder / "liaison"),
        "in_person": InPersonChannel(folder=folder / "in_person"),
        "phone": PhoneChannel(folder=folder / "phone"),
        "secure_page": SecurePageChannel(folder=folder / "secure_page"),
        "drop": DropChannel(folder=folder / "drop", signer=SIGNER),
        "smtp": SmtpChannel(host="127.0.0.1", port=9, sender="watch@watch.example"),
        "drill": DrillChannel(kind=ChannelKind.LIAISON, folder=folder / "drill"),
    }
    return channels[name]


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", [*BY_FILE, "smtp"])
def test_a_drill_never_leaves_by_a_live_channel_nor_a_warning_by_a_drills(name: str, tmp_path: Path) -> None:
    channel = made(name, tmp_path)
    wrong = a_parcel(channel.kind, is_drill=not channel.is_drill)
    with pytest.raises(PermanentChannelError, match="drill"):
        channel.send(wrong)
    assert written(tmp_path) == {}


@pytest.mark.parametrize("name", [*BY_FILE, "smtp"])
def test_a_channel_takes_no_other_channels_parcel(name: str, tmp_path: Path) -> None:
    channel = made(name, tmp_path)
    other = next(kind for kind in ChannelKind if kind is not channel.kind)
    with pytest.raises(PermanentChannelError):
        channel.send(a_parcel(other, is_drill=channel.is_drill))
    assert written(tmp_path) == {}


@pytest.mark.parametrize("name", BY_FILE)
def test_a_retry_writes_the_same_again_and_nothing_beside_it(name: str, tmp_path: Path) -> None:
    channel = made(name, tmp_path)
    parcel = a_parcel(channel.kind, is_drill=channel.is_drill)
    first = channel.send(parcel)
    once = written(tmp_path)
    again = channel.send(replace(parcel, at=parcel.at.replace(hour=10)))
    assert once
    assert written(tmp_path) == once
    assert first.reference == again.reference
    assert not first.is_with_addressee


@pytest.mark.parametrize("name", BY_FILE)
def test_a_folder_that_cannot_be_written_is_a_passing_failure(name: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file stands where the folder belongs")
    channel = made(name, tmp_path / "taken")
    with pytest.raises(PassingChannelError, match="cannot be written"):
        channel.send(a_parcel(channel.kind, is_drill=channel.is_drill))


@pytest.mark.parametrize("name", ["liaison", "in_person", "phone", "smtp"])
def test_without_an_address_a_channel_fails_for_good(name: str, tmp_path: Path) -> None:
    channel = made(name, tmp_path)
    with pytest.raises(PermanentChannelError):
        channel.send(a_parcel(channel.kind, contact=None))
    assert written(tmp_path) == {}


@pytest.mark.parametrize("name", ["liaison", "in_person", "phone"])
def test_the_note_holds_what_was_released_and_the_instruction_what_the_carrier_must_know(
    name: str, tmp_path: Path
) -> None:
    channel = made(name, tmp_path)
    channel.send(a_parcel(channel.kind))
    files = {Path(path).name: content.decode() for path, content in written(tmp_path).items()}
    assert files["note.txt"].index(ARABIC) < files["note.txt"].index(CONTENT)
    for inside in ("Ministry of Interior", ADDRESS, "protecting power", "0123456789abcdef"):
        assert inside not in files["note.txt"]
        assert inside in files["instruction.txt"]
    assert CONTENT not in files["instruction.txt"]


def test_a_note_without_a_named_intermediary_is_not_written(tmp_path: Path) -> None:
    parcel = a_parcel(ChannelKind.LIAISON)
    assert parcel.contact is not None
    with pytest.raises(PermanentChannelError, match="intermediary"):
        made("liaison", tmp_path).send(replace(parcel, contact=replace(parcel.contact, via="")))
    assert written(tmp_path) == {}


def test_the_notice_of_a_page_holds_its_address_and_no_content(tmp_path: Path) -> None:
    made("secure_page", tmp_path).send(a_parcel(ChannelKind.SECURE_PAGE))
    (notice,) = written(tmp_path).values()
    text = notice.decode()
    assert "https://watch.example/w/abc/" in text
    assert "لدى Joint Watch رسالة مهمة لكم" in text
    for inside in (CONTENT, ARABIC, "TLP", "Ministry"):
        assert inside not in text


def test_a_page_channel_without_a_page_fails_for_good(tmp_path: Path) -> None:
    with pytest.raises(PermanentChannelError, match="no page"):
        made("secure_page", tmp_path).send(a_parcel(ChannelKind.SECURE_PAGE, page_url=""))


def test_what_lies_in_the_outbox_is_closed_to_others(tmp_path: Path) -> None:
    made("liaison", tmp_path).send(a_parcel(ChannelKind.LIAISON))
    for path in tmp_path.rglob("*.txt"):
        assert path.stat().st_mode & 0o007 == 0


def test_a_half_written_file_bears_no_name_that_a_collector_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _power_cut(_: Path, __: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", _power_cut)
    with pytest.raises(PassingChannelError):
        made("drop", tmp_path).send(a_parcel(ChannelKind.DROP))
    assert all(Path(name).name.startswith(".") for name in written(tmp_path))
    assert list((tmp_path / "drop").iterdir())


def test_an_error_names_no_person(tmp_path: Path) -> None:
    parcel = a_parcel(ChannelKind.LIAISON, contact=None, recipient=Sealed("Col. A. Haddad"))
    with pytest.raises(PermanentChannelError) as failure:
        made("liaison", tmp_path).send(parcel)
    assert "Haddad" not in str(failure.value)
    assert "Haddad" not in repr(parcel)
