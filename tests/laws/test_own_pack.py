"""A ministry's counsel adds a pack of their own, in a folder of their own, and touches nothing of Nadhir's."""

from pathlib import Path
from typing import Final

import pytest

from nadhir.policy import determine
from nadhir.reference import packs
from nadhir.terms.determination import Determination, Outcome
from nadhir.terms.errors import TheirsError
from nadhir.terms.party import PartyRole
from tests.rooms.factories import NOON, a_file, a_held, a_party, an_assessment, at

CODE: Final = '''"""A ministry's own order on warning people of threats to life. Order: 1 the duty, 2 the book."""

from datetime import date
from functools import partial

from nadhir.policy import Matter, Pack, PackParameters, Ruling, rule
from nadhir.policy.addressees import not_told, told
from nadhir.policy.rulings import settled, undecided
from nadhir.terms.assessment import Answer
from nadhir.terms.determination import Outcome
from nadhir.terms.provision import Holding, Instrument, Origin, Provision

from .whom import whom

INSTRUMENT = Instrument("xx-duty", "Order of the Minister no. 7", date(2020, 1, 1))
_rule = partial(rule, INSTRUMENT, reference="Official Gazette 7/2020, p. 3", origin=Origin.SOURCE)


@_rule(paragraph="Section 1", words="Whoever learns of a threat to a life shall warn.", is_verified=True)
def section_1(matter: Matter, *, under: Provision) -> Holding:
    """1. Whoever learns of a threat to a life warns whom it means."""
    return Holding(under, Answer.YES if matter.is_harm_stated else Answer.UNKNOWN, ("the_minister_wants_it",))


@_rule(paragraph="Section 2")
def section_2(matter: Matter, *, under: Provision) -> Holding:
    """2. The warning goes into the book within so many days."""
    return Holding(under, Answer.YES, (f"into_the_book_within_days:{matter.parameters.own['book_days']}",))


def conclude(matter: Matter) -> Ruling:
    """Return what follows."""
    if (already := settled(matter)) is not None:
        return already
    if matter.trace["Section 1"].holds is not Answer.YES:
        return undecided(matter, because=("the_minister_wants_it",))
    addressees = told(matter, chosen=[(p, "the_minister_wants_it") for p in whom(matter)])
    not_addressed = not_told(matter, addressees=addressees, otherwise="no_part_in_it")
    return Ruling(
        Outcome.WARN, ("the_minister_wants_it",), addressees, not_addressed, would_change_it=("the_threat_is_over",)
    )


def build(parameters: PackParameters) -> Pack:
    """Return the pack with its numbers."""
    provisions = (section_1, section_2)
    return Pack(INSTRUMENT, parameters, provisions, conclude, is_bound=lambda holder: holder.country == "XX")
'''
WHOM: Final = """from nadhir.policy import Matter


def whom(matter: Matter):
    return matter.victims
"""
NUMBERS: Final = """
version = "xx-duty/1"

[clock_minutes]  # section 3 of the order
under_24_h = 20
24_72_h = 60
later = 300
undated = 300

[own]
book_days = 3
"""
WORDS: Final = """
[en]
the_minister_wants_it = "the Minister's order asks for it"

[ar]
the_minister_wants_it = "يقتضيه أمر الوزير"
"""


def lay(folder: Path, *, name: str = "xx_duty", code: str = CODE, numbers: str = NUMBERS, words: str = WORDS) -> Path:
    """Puts a pack into a folder of packs, as counsel would."""
    pack = folder / name
    pack.mkdir(parents=True)
    (pack / "__init__.py").write_text(code, encoding="utf-8")
    (pack / "whom.py").write_text(WHOM, encoding="utf-8")
    (pack / "parameters.toml").write_text(numbers, encoding="utf-8")
    (pack / "words.toml").write_text(words, encoding="utf-8")
    return folder


def determined(folder: Path) -> Determination:
    parties = (a_party("amal", PartyRole.VICTIM), a_party("kane", PartyRole.SUSPECT))
    file = a_file(a_held("text of a report", held_at=at(hours=-1)), parties=parties, pack="xx-duty", country="XX")
    pack = packs.load("xx-duty", folders=(folder,))
    return determine(an_assessment(victims=["amal"]), file=file, at=NOON, pack=pack)


def test_a_pack_in_a_folder_of_its_own_decides_like_one_that_ships(tmp_path: Path) -> None:
    found = determined(lay(tmp_path))
    assert found.outcome is Outcome.WARN
    assert found.pack == "xx-duty"
    assert found.pack_version == "xx-duty/1"
    assert found.is_bound
    assert [h.provision.paragraph for h in found.holdings] == ["in force", "Section 1", "Section 2"]
    assert [a.party_id for a in found.addressees] == ["amal"]
    assert found.clock.minutes == 300
    assert found.holdings[2].because == ("into_the_book_within_days:3",)


def test_the_packs_that_ship_are_those_they_were_beside_an_own_one(tmp_path: Path) -> None:
    folder = lay(tmp_path)
    assert set(packs.keys((folder,))) == {*packs.keys(), "xx-duty"}
    assert packs.load("icd-191", folders=(folder,)).instrument == packs.load("icd-191").instrument
    with pytest.raises(TheirsError, match="no pack 'xx-duty'"):
        packs.load("xx-duty")


def test_an_own_pack_brings_its_own_words(tmp_path: Path) -> None:
    found = packs.words((lay(tmp_path),))
    assert found["en"]["the_minister_wants_it"] == "the Minister's order asks for it"
    assert found["ar"]["the_minister_wants_it"] == "يقتضيه أمر الوزير"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": "icd_191"}, "already"),
        ({"name": "XX duty"}, "no name for a pack"),
        ({"name": "yy_duty"}, "does not build the pack 'yy-duty'"),
        ({"code": "def build("}, "SyntaxError"),
        ({"code": "import nothing_of_that_name"}, "nothing_of_that_name"),
        ({"code": "VERSION = 1"}, "build"),
        ({"code": CODE.replace('"Section 2"', '"Section 1"')}, "two provisions"),
        ({"code": CODE.replace("is_verified", "in_force_until=date(1999, 1, 1), is_verified")}, "out of force"),
        ({"code": CODE.replace("Whoever learns of a threat to a life shall warn.", "")}, "words relied on"),
        ({"numbers": NUMBERS.replace("later = 300", "later = soon")}, "cannot be loaded"),
        ({"numbers": NUMBERS.replace("later = 300", "")}, "a number is missing"),
        ({"words": "[en]\na_code = 3"}, "no sentence"),
        ({"words": 'en = "said"'}, "words cannot be read"),
        ({"words": "[en"}, "words cannot be read"),
    ],
)
def test_what_is_wrong_in_an_own_pack_is_said_with_its_folder(
    tmp_path: Path, changed: dict[str, str], says: str
) -> None:
    folder = lay(tmp_path, **changed)
    with pytest.raises(TheirsError, match=says) as failure:
        packs.load(changed.get("name", "xx_duty").replace("_", "-"), folders=(folder,))
    assert failure.value.where.startswith(str(folder))
    assert failure.value.remedy


def test_a_folder_of_packs_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TheirsError, match="cannot be read"):
        packs.keys((tmp_path / "nowhere",))
