"""What holds of every determination, under every pack, over whole files of real texts in many languages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nadhir.assess import assess
from nadhir.assess.reading import read_all
from nadhir.policy import determine
from nadhir.reference import packs
from nadhir.terms.assessment import Assessment
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.determination import Determination
from nadhir.terms.errors import InvalidTermError
from nadhir.terms.facts import Fact, FactName, Reply, ReplyState
from nadhir.terms.ids import PartyId, ReportId
from nadhir.terms.party import Relation
from nadhir.terms.report import InformationCredibility
from nadhir.terms.screening import Role
from nadhir.terms.threat import HarmType
from tests.properties.written import COUNTRIES, KNOWLEDGE, NOON, TEXTS, files, held, reports

AT = NOON + timedelta(minutes=5)
EVERY_PACK = pytest.mark.parametrize("pack", packs.keys())


def judged(file: CaseFile) -> tuple[Assessment, Determination]:
    assessment = assess(file, at=AT, parameters=KNOWLEDGE.assessing)
    return assessment, determine(assessment, file=file, at=AT, pack=KNOWLEDGE.pack(file.holder.pack))


def worst_first(assessment: Assessment) -> int:
    """Returns how grave the harm is, the gravest first; what is not known may turn out to be anything."""
    known = (HarmType.KILLING, HarmType.SERIOUS_BODILY_INJURY, HarmType.KIDNAPPING)
    return known.index(assessment.threat.harm) if assessment.threat.harm in known else len(known)


def quoted(assessment: Assessment, *, report_id: ReportId) -> set[Role]:
    """Returns for what elements of the threat the report is quoted."""
    return {element.role for element in assessment.threat.elements if report_id in element.said_by}


@EVERY_PACK
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_adding_a_report_never_loses_another(pack: str, data: st.DataObject) -> None:
    file = data.draw(files(pack=pack))
    (added,) = data.draw(reports(least=1, most=1, first=100))
    whole = tuple(sorted((*file.held, added), key=lambda each: (each.report.held_at, each.report.id)))
    with_it = replace(file, held=whole, case=replace(file.case, report_ids=(*file.case.report_ids, added.report.id)))
    (before, _), (after, determination) = judged(file), judged(with_it)
    read_before, read_after = (
        {each.report_id: each for each in read_all(one, cues=KNOWLEDGE.assessing.cues)} for one in (file, with_it)
    )
    raising = {report_id for report_id, reading in read_before.items() if reading.raises}
    for report_id, reading in read_before.items():
        assert read_after[report_id] == reading
        # What a report of a past attack says is an element only while nothing else says anything.
        if report_id in raising:
            assert quoted(before, report_id=report_id) <= quoted(after, report_id=report_id)
    if raising:
        assert after.first_known_at <= before.first_known_at
        assert worst_first(after) <= worst_first(before)
    assert set(with_it.case.report_ids) == set(read_after)
    assert determination.reasons


@EVERY_PACK
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_determination_rests_on_nothing_that_is_later(pack: str, data: st.DataObject) -> None:
    file = data.draw(files(pack=pack))
    later = AT + timedelta(seconds=1)
    report = held(200, text=TEXTS[0], source=0, held_at=later, credibility=InformationCredibility.CONFIRMED)
    fact = Fact(at=later, name=FactName.PLOT_DISRUPTED, value=True)
    reply = Reply(at=later, party_id=file.parties[0].id, to="warning", state=ReplyState.DISPUTED)
    for grown in (
        replace(file, held=(*file.held, report)),
        replace(file, facts=(*file.facts, fact)),
        replace(file, replies=(*file.replies, reply)),
    ):
        with pytest.raises(InvalidTermError, match="later"):
            judged(grown)
    assert judged(file) == judged(file)


@EVERY_PACK
@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_the_order_in_which_reports_of_one_instant_came_does_not_matter(pack: str, data: st.DataObject) -> None:
    file = data.draw(files(pack=pack))
    first, *_ = file.held
    shuffled = data.draw(st.permutations(file.held))
    came = sorted(shuffled, key=lambda each: each.report.held_at)
    if not (could_open(first) and could_open(came[0])):  # a person opened the case on the very report, no arrival did
        came.sort(key=lambda each: each is not first)
    case = replace(file.case, report_ids=tuple(each.report.id for each in came))
    links = tuple(data.draw(st.permutations(file.links)))
    assert judged(replace(file, held=tuple(came), case=case, links=links)) == judged(file)


@EVERY_PACK
@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_nationality_and_relation_alone_change_no_determination_no_ground_and_no_clock(
    pack: str, data: st.DataObject
) -> None:
    file = data.draw(files(pack=pack))
    others = tuple(
        replace(
            party,
            country=data.draw(st.sampled_from(COUNTRIES)),
            relation=data.draw(st.sampled_from(Relation)),
        )
        for party in file.parties
    )
    (assessed, found), (assessed_other, other) = judged(file), judged(replace(file, parties=others))
    assert assessed_other == assessed
    assert (other.outcome, other.ground, other.waivers, other.clock) == (
        found.outcome,
        found.ground,
        found.waivers,
        found.clock,
    )
    assert never_told(other) == never_told(found)


def could_open(held: HeldReport) -> bool:
    """Tells whether the report can open a case by itself."""
    return held.screening.opens_case or held.screening.is_possible_threat


def never_told(determination: Determination) -> set[PartyId]:
    """Returns whom their role keeps from being told: of no country and no relation is that the reason."""
    return {each.party_id for each in determination.not_addressed if "suspect" in each.because}
