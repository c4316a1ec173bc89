"""`nadhir verify` proves a bundle with the file and the key alone, and says at which step a false one fails."""

from pathlib import Path

import pytest

from nadhir.ledger import CaseClaim, Disclosure, RecordedHead, write_bundle
from tests.cli.running import nadhir
from tests.rooms.ledger.log_story import FIRST, story


@pytest.fixture
def disclosed(tmp_path: Path) -> tuple[Path, Path]:
    """Return a bundle of the first case, complete, and the file with the log's key."""
    log, older, checkpoint, record = story()
    chosen = [Disclosure(each) for each in (*log.of_case(FIRST), record)]
    head, proof = log.maps[record.index].proof(log.head_of(FIRST).tag)
    bundle = write_bundle(
        chosen,
        tree=log.tree,
        checkpoint=checkpoint,
        log_key=log.signer.verifier,
        older=(older,),
        claims={FIRST: CaseClaim.COMPLETE},
        heads={FIRST: RecordedHead(record.index, head, proof)},
    )
    path, key = tmp_path / "bundle.json", tmp_path / "log.vkey"
    path.write_bytes(bundle)
    key.write_text(f"{log.signer.verifier}\n", encoding="utf-8")
    return path, key


def test_a_true_bundle_is_proven_step_by_step(disclosed: tuple[Path, Path]) -> None:
    bundle, key = disclosed
    outcome = nadhir("verify", str(bundle), "--key", str(key), "--entries")
    assert outcome.code == 0
    assert outcome.out.count("✓") == 10
    assert "PROVEN" in outcome.out
    assert "complete" in outcome.out


def test_the_key_can_be_given_as_its_line(disclosed: tuple[Path, Path]) -> None:
    bundle, key = disclosed
    assert nadhir("verify", str(bundle), "--key", key.read_text(encoding="utf-8").strip(), "--json").code == 0


def test_a_changed_entry_is_refused_with_the_step_that_found_it(disclosed: tuple[Path, Path]) -> None:
    bundle, key = disclosed
    bundle.write_bytes(bundle.read_bytes().replace(b'"outcome":"warn"', b'"outcome":"wave"'))
    outcome = nadhir("verify", str(bundle), "--key", str(key))
    assert outcome.code == 3
    assert "NOT PROVEN" in outcome.out
    assert "step 6 (opened)" in outcome.out


def test_another_logs_key_is_refused(disclosed: tuple[Path, Path]) -> None:
    bundle, _ = disclosed
    other = "other.example/ledger+5c1f2b1f+AWJRVTBGmJDr3tDjrdlr2jgIaYIbPn4l4Q2XZ6Rvo1Xq"
    assert nadhir("verify", str(bundle), "--key", other, "--json").code == 3


def test_a_missing_file_is_said_and_is_no_bug(disclosed: tuple[Path, Path]) -> None:
    _, key = disclosed
    outcome = nadhir("verify", "nowhere.json", "--key", str(key))
    assert outcome.code == 4
    assert "nowhere.json" in outcome.err
