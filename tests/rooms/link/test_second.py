# SPDX-License-Identifier: Apache-2.0
"""A second threat never hides in the first one's case, however alike the words are."""

from datetime import date

import pytest

from nadhir.link import KnownReport, link
from nadhir.terms.ids import CaseId
from nadhir.terms.links import LinkKind, Links
from nadhir.terms.party import Party, PartyRole
from nadhir.terms.report import SourceKind
from nadhir.terms.screening import PersonNorm, PlaceNorm, Precision, Role, TimeNorm
from tests.rooms.factories import a_party
from tests.rooms.link.test_link import FAR_CITY, PORT, START, case_of, held

FORM = (
    "Trust and safety, emergency referral. We pass on the post below because we believe in good faith that lives may "
    "be in danger. The account appears to act alone and mentions no group. The post and the account's records are "
    "kept. Post, public, in full: I will walk into {where} on {day} with a rifle and shoot whoever is there. Nobody "
    "replied to it before we took it down and we have told no one else yet."
)
TENTH = TimeNorm(date(2024, 5, 10), date(2024, 5, 10))
TWENTIETH = TimeNorm(date(2024, 5, 20), date(2024, 5, 20))
SCHOOL = PersonNorm("Amal School", Precision.NAMED)
OTHER_SCHOOL = PersonNorm("Norwik School", Precision.NAMED)
Norms = tuple[tuple[Role, PlaceNorm | TimeNorm | PersonNorm], ...]


def joined(first: Norms, second: Norms, *, kind: SourceKind = SourceKind.PLATFORM, where: str = "the hall") -> Links:
    """Link a second referral of the same form to the case that the first one opened."""
    one = held("r-1", FORM.format(where="the school", day="Friday"), kind=kind, opens=True, norms=first)
    two = held("r-2", FORM.format(where=where, day="Monday"), kind=kind, opens=True, norms=second, day=1)
    case = case_of(one)
    return link(two, known=[KnownReport(one, CaseId("c-1"))], cases=[case])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (((Role.PLACE, PORT),), ((Role.PLACE, FAR_CITY),)),
        (((Role.TIME, TENTH),), ((Role.TIME, TWENTIETH),)),
        (((Role.TARGET, SCHOOL),), ((Role.TARGET, OTHER_SCHOOL),)),
    ],
    ids=["another place", "another day", "another school"],
)
def test_a_form_letter_about_another_place_day_or_target_opens_a_case_of_its_own(first: Norms, second: Norms) -> None:
    links = joined(first, second)
    assert links.opens_case
    assert links.case_id is None


def test_the_likeness_of_the_words_is_still_shown() -> None:
    links = joined(((Role.PLACE, PORT),), ((Role.PLACE, FAR_CITY),))
    assert LinkKind.COPY in {each.kind for each in links.links}


def test_the_same_referral_again_joins_and_opens_nothing() -> None:
    same: Norms = ((Role.PLACE, PORT), (Role.TIME, TENTH))
    assert joined(same, same, where="the school").case_id == CaseId("c-1")


def test_a_new_day_for_the_same_place_is_the_same_threat() -> None:
    links = joined(((Role.PLACE, PORT), (Role.TIME, TENTH)), ((Role.PLACE, PORT), (Role.TIME, TWENTIETH)))
    assert links.case_id == CaseId("c-1")


def test_a_day_that_has_passed_keeps_no_two_threats_apart() -> None:
    yesterday = TimeNorm(date(2024, 4, 30), date(2024, 4, 30))
    assert yesterday.end < START.date()
    links = joined(((Role.TIME, yesterday),), ((Role.TIME, TENTH),))
    assert links.case_id == CaseId("c-1")


AMAL = a_party("amal", PartyRole.VICTIM, name="Amal Nasser")
SALMA = a_party("salma", PartyRole.VICTIM, name="Salma Haddad")
RIMA = a_party("rima", PartyRole.VICTIM, name="Rima Khoury")
FALCON = a_party("falcon", PartyRole.SUSPECT, name="User falcon_77")
RAVEN = a_party("raven", PartyRole.SUSPECT, name="User raven_12")
PLACE_AND_DAY: Norms = ((Role.PLACE, PORT), (Role.TIME, TENTH))


def about(first: str, second: str, *parties: Party, norms: Norms = PLACE_AND_DAY) -> Links:
    one = held("r-1", first, kind=SourceKind.PLATFORM, opens=True, norms=norms)
    two = held("r-2", second, source="s-2", kind=SourceKind.PLATFORM, opens=True, norms=norms, day=1)
    return link(two, known=[KnownReport(one, CaseId("c-1"))], cases=[case_of(one)], parties=parties)


def test_two_people_threatened_at_one_place_on_one_day_are_two_cases() -> None:
    found = about("They will stab Amal at the fair.", "My brother will shoot Rima at the fair.", AMAL, RIMA)
    assert found.opens_case


def test_two_accounts_that_threaten_one_place_are_two_cases() -> None:
    found = about("falcon_77: I come with a knife", "raven_12: the hall will burn", FALCON, RAVEN)
    assert found.opens_case


def test_one_known_person_named_in_two_scripts_is_one_case() -> None:
    found = about("They will stab Salma on Friday.", "بدهم يطعنوا سلمى يوم الجمعة", SALMA, RIMA, norms=())
    assert found.case_id == CaseId("c-1")
    assert "same_victim_known" in {reason.code for each in found.links for reason in each.reasons}


def test_a_name_that_is_part_of_the_other_is_no_second_victim() -> None:
    short, whole = PersonNorm("Reece", Precision.NAMED), PersonNorm("Which Reece", Precision.NAMED)
    assert joined(((Role.TARGET, whole),), ((Role.TARGET, short),)).case_id == CaseId("c-1")


def test_a_source_that_was_vague_goes_on_in_its_own_case_wherever_it_then_points() -> None:
    vague = held("r-1", "TAP. If he comes home they arrest him.", possible=True, norms=((Role.PLACE, FAR_CITY),))
    plain = held("r-2", "TAP. They take him in the harbour.", opens=True, norms=((Role.PLACE, PORT),), day=60)
    found = link(plain, known=[KnownReport(vague, CaseId("c-1"))], cases=[case_of(vague)])
    assert found.case_id == CaseId("c-1")
