"""What is known of each element, how finely and by whom; and which reports meet the threshold together."""

from dataclasses import replace
from datetime import date

from nadhir.assess import assess as judge
from nadhir.reference import assess_parameters
from nadhir.terms.assessment import Assessment, Specificity
from nadhir.terms.case import CaseFile
from nadhir.terms.ids import ReportId
from nadhir.terms.party import PartyRole
from nadhir.terms.report import InformationCredibility, SourceReliability
from nadhir.terms.screening import Precision, Role
from tests.rooms.factories import a_file, a_held, a_party, a_source, at, days, place

PARAMETERS = assess_parameters.load()
AMAL = a_party("amal", PartyRole.VICTIM, name="Amal Nasser")
KILL = "They will kill Amal in Tarsus on 9 March."
SAYS = ((Role.PLACE, "Tarsus", place("Tarsus")), (Role.TIME, "9 March", days(date(2026, 3, 9))))
OPEN = InformationCredibility.CANNOT_BE_JUDGED
UNKNOWN = SourceReliability.F


def assess(file: CaseFile) -> Assessment:
    return judge(file, at=at(hours=1), parameters=PARAMETERS)


def of(found: Assessment, role: Role) -> Specificity:
    return next(each for each in found.specificity if each.role is role)


def test_each_element_says_how_finely_it_is_known_by_whom_and_what_is_not_known() -> None:
    found = assess(a_file(a_held(KILL, id="r-1", says=SAYS), parties=[AMAL]))
    assert [each.role for each in found.specificity] == list(Role)
    where, when, how = of(found, Role.PLACE), of(found, Role.TIME), of(found, Role.MEANS)
    assert (where.finest, where.missing) == (Precision.CITY, (Precision.SITE,))
    assert (when.finest, when.missing) == (Precision.DAY, (Precision.HOUR,))
    assert (how.values, how.finest, how.missing) == ((), None, (Precision.KIND, Precision.EXACT))
    (support,) = where.values
    assert (support.report_ids, support.independent_sources) == ((ReportId("r-1"),), 1)


def test_a_copy_supports_nothing_and_another_source_does() -> None:
    one = a_held(KILL, id="r-1", says=SAYS, source=a_source("s-1"))
    copy = replace(a_held(KILL, id="r-2", says=SAYS, source=a_source("s-2")), copy_of=ReportId("r-1"))
    other = a_held(KILL, id="r-3", says=SAYS, source=a_source("s-3"))
    (copied,) = of(assess(a_file(one, copy, parties=[AMAL])), Role.PLACE).values
    assert (copied.report_ids, copied.independent_sources) == (("r-1",), 1)
    (told,) = of(assess(a_file(one, copy, other, parties=[AMAL])), Role.PLACE).values
    assert (told.report_ids, told.independent_sources) == (("r-1", "r-3"), 2)


def test_two_reports_of_one_source_are_one_voice() -> None:
    both = [a_held(KILL, id=f"r-{n}", says=SAYS, source=a_source("s-1")) for n in (1, 2)]
    (support,) = of(assess(a_file(*both, parties=[AMAL])), Role.PLACE).values
    assert (len(support.report_ids), support.independent_sources) == (2, 1)


def test_one_report_that_meets_the_threshold_alone_is_named_alone() -> None:
    enough = a_held(KILL, id="r-1", says=SAYS, source=a_source("s-1"))
    more = a_held(KILL, id="r-2", says=SAYS, source=a_source("s-2"))
    found = assess(a_file(enough, more, parties=[AMAL]))
    assert found.is_threshold_met
    assert not found.is_met_jointly
    (by,) = found.met_by
    assert by.roles == (Role.PLACE, Role.TIME)
    assert by.states_harm
    assert by.is_graded_credible


def test_reports_that_meet_the_threshold_only_together_are_named_with_what_each_brings() -> None:
    where = a_held(
        "They will kill people in Tarsus.",
        id="r-1",
        says=((Role.PLACE, "Tarsus", place("Tarsus")),),
        source=a_source("s-1", reliability=UNKNOWN),
        credibility=OPEN,
    )
    when = a_held(
        "They attack in Tarsus on 9 March.",
        id="r-2",
        says=((Role.PLACE, "Tarsus", place("Tarsus")), (Role.TIME, "9 March", days(date(2026, 3, 9)))),
        source=a_source("s-2", reliability=UNKNOWN),
        credibility=OPEN,
    )
    for alone in (where, when):
        assert assess(a_file(alone)).met_by == ()
    found = assess(a_file(where, when))
    assert found.is_threshold_met
    assert found.is_met_jointly
    assert [(each.report_id, each.roles, each.is_graded_credible) for each in found.met_by] == [
        ("r-1", (Role.PLACE,), False),
        ("r-2", (Role.PLACE, Role.TIME), False),
    ]


def test_a_report_that_the_others_do_without_is_left_out_of_them() -> None:
    told = a_source("s-1", reliability=UNKNOWN)
    idle = a_held("They will kill somebody.", id="r-0", source=told, credibility=OPEN)
    where = a_held("They will kill people in Tarsus.", id="r-1", says=SAYS[:1], source=told, credibility=OPEN)
    when = a_held(KILL, id="r-2", says=SAYS, source=a_source("s-2", reliability=UNKNOWN), credibility=OPEN)
    found = assess(a_file(idle, where, when))
    assert found.is_threshold_met
    assert len(found.met_by) == 2
    assert "r-2" in {each.report_id for each in found.met_by}


def test_where_the_threshold_is_not_met_no_report_is_named() -> None:
    found = assess(a_file(a_held("They will kill somebody.", source=a_source(reliability=UNKNOWN), credibility=OPEN)))
    assert not found.is_threshold_met
    assert found.met_by == ()
