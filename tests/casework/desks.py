"""An organisation of its own for every test, on a clock that the test moves; another one beside it, which must never
see anything of the first.

People by name: Nadia keeps the accounts, Salma analyses, Karim takes reports in, Omar and Lina may release, Yusuf is
the liaison officer, Ines inspects. Boris analyses for the other organisation.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from nadhir.casework import accounts, cases, determine, directory, queries, release, viewed, write_tearline
from nadhir.casework.authority import OfficerRole
from nadhir.casework.determine import Weighed
from nadhir.casework.house import House
from nadhir.casework.ports import Channel
from nadhir.casework.read_models import ReleaseView
from nadhir.casework.receive import Handed, receive_and_route
from nadhir.casework.route import Routed
from nadhir.channels.parcels import Parcel, PassingChannelError, PermanentChannelError
from nadhir.terms.case import Case, ClosingGround
from nadhir.terms.delivery import Receipt
from nadhir.terms.determination import Determination, WeighingChoice
from nadhir.terms.ids import CaseId, OfficerId, PartyId, SourceId
from nadhir.terms.party import ChannelKind, Contact, Holder, Party, PartyRole, Relation
from nadhir.terms.release import Check, Mode
from nadhir.terms.report import ReportKind, Source, SourceKind, SourceReliability
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language
from tests.casework.reports import CABLE

AT = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)
PASSWORD = "seven quiet herons by the lake"
KARIM, SALMA, OMAR, LINA, YUSUF, INES, NADIA = (
    OfficerId(name) for name in ("karim", "salma", "omar", "lina", "yusuf", "ines", "nadia")
)
BORIS = OfficerId("boris")
HUMINT, WIRE = SourceId("src-human"), SourceId("src-wire")
GOVERNMENT, GROUP = PartyId("gov-qa"), PartyId("the-group")
INTERMEDIARY = "Embassy of the protecting power"
_STAFF = {
    SALMA: OfficerRole.ANALYST,
    KARIM: OfficerRole.INTAKE_OFFICER,
    OMAR: OfficerRole.RELEASING_AUTHORITY,
    LINA: OfficerRole.RELEASING_AUTHORITY,
    YUSUF: OfficerRole.LIAISON,
    INES: OfficerRole.INSPECTOR,
}


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    at: datetime = AT

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass(slots=True)
class FarSide:
    """A simulator of a channel's far side: it keeps what it got, and misbehaves on request.

    `mood` is taken before each sending: "takes" (for carriage), "confirms" (it lies with the addressee), "later",
    "never", or "dies", which raises what no channel may raise, after having taken the parcel.
    """

    kind: ChannelKind
    is_by_hand: bool = False
    needs_page: bool = False
    is_drill: bool = False
    mood: str = "takes"
    got: list[Parcel] = field(default_factory=list)

    def send(self, parcel: Parcel) -> Receipt:
        if self.mood == "later":
            raise PassingChannelError("later", where="far side")
        if self.mood == "never":
            raise PermanentChannelError("never", where="far side")
        self.got.append(parcel)
        if self.mood == "dies":
            raise ProcessDiedError
        return Receipt(reference=f"r-{len(self.got)}", at=parcel.at, is_with_addressee=self.mood == "confirms")


class ProcessDiedError(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A house with its clock and its far sides."""

    house: House
    clock: MovableClock
    liaison: FarSide
    page: FarSide
    drop: FarSide


def open_desk(wired: House) -> Desk:
    """Returns a desk with an organisation of its own, in an empty database."""
    clock = MovableClock()
    liaison = FarSide(ChannelKind.LIAISON, is_by_hand=True)
    page = FarSide(ChannelKind.SECURE_PAGE, is_by_hand=True, needs_page=True)
    drop = FarSide(ChannelKind.DROP)
    live: dict[ChannelKind, Channel] = {each.kind: each for each in (liaison, page, drop)}
    drill: dict[ChannelKind, Channel] = {kind: FarSide(kind, is_drill=True) for kind in live}
    house = replace(wired, clock=clock, channels=MappingProxyType(live), drill_channels=MappingProxyType(drill))
    _found(house)
    return Desk(house=house, clock=clock, liaison=liaison, page=page, drop=drop)


def _found(house: House) -> None:
    holder = Holder(name="Joint Watch", country="US", pack="icd-191", timezone="America/New_York")
    accounts.found_organisation(house, key="watch", holder=holder, contact="+1 202 555 0143")
    accounts.create_first_administrator(
        house, organisation="watch", username=NADIA, display_name="Nadia", password=PASSWORD
    )
    for officer, role in _STAFF.items():
        accounts.create_officer(
            house, username=officer, display_name=officer.title(), roles=[role], password=PASSWORD, by=NADIA
        )
    accounts.found_organisation(house, key="other", holder=replace(holder, name="Other Watch"))
    accounts.create_first_administrator(
        house, organisation="other", username="vera", display_name="Vera", password=PASSWORD
    )
    accounts.create_officer(
        house,
        username=BORIS,
        display_name="Boris",
        roles=[role for role in OfficerRole if role is not OfficerRole.ADMINISTRATOR],
        password=PASSWORD,
        by=OfficerId("vera"),
    )
    directory.save_source(
        house,
        source=Source(
            id=HUMINT,
            name=Sealed("Cobalt Heron"),
            kind=SourceKind.PARTNER,
            reliability=SourceReliability.B,
            is_protected=True,
            identifiers=(Sealed("CH-7731"),),
        ),
        by=SALMA,
    )
    directory.save_source(
        house,
        source=Source(
            id=WIRE,
            name=Sealed("a news agency"),
            kind=SourceKind.PUBLIC,
            reliability=SourceReliability.C,
            is_protected=False,
        ),
        by=SALMA,
    )
    directory.save_party(
        house,
        party=Party(
            id=GOVERNMENT,
            name=Sealed("Ministry of Interior, Qatar"),
            country="QA",
            relation=Relation.NEUTRAL,
            roles=frozenset({PartyRole.AUTHORITY, PartyRole.PROTECTOR, PartyRole.VICTIM}),
            languages=(Language("ar"), Language("en")),
            channels=(ChannelKind.LIAISON, ChannelKind.SECURE_PAGE),
            contacts=(
                Contact(
                    channel=ChannelKind.LIAISON,
                    address=Sealed("the duty officer at the ministry"),
                    via=INTERMEDIARY,
                    independent_check="Call the embassy's switchboard.",
                ),
                Contact(channel=ChannelKind.SECURE_PAGE, address=Sealed("duty desk")),
            ),
        ),
        by=SALMA,
    )


def checks() -> tuple[Check, ...]:
    """Returns every required check, done or skipped with a reason."""
    return (
        Check(name="originator_consulted", is_done=False, reason="the originator allowed the city and the day"),
        Check(name="courtesy_notice", is_done=False, reason="the addressee is the host state"),
        Check(name="no_double_standard", is_done=True, reason=""),
    )


def take_in(desk: Desk, text: str, *, source_id: SourceId = HUMINT) -> Routed:
    """Takes a report in and routes it, as Karim does."""
    handed = Handed(text.encode(), source_id=source_id, name="report.txt", kind=ReportKind.PARTNER)
    return receive_and_route(desk.house, handed=handed, by=KARIM)


def decide(desk: Desk, case_id: CaseId, *, by: OfficerId = SALMA) -> Determination:
    """Returns the decision of an officer who tells everybody anyway, whatever telling them could do."""
    found = queries.case(desk.house, case_id=case_id, by=by).determination
    assert found is not None
    weighed = [Weighed(party, WeighingChoice.TOLD_ANYWAY, "the text names no place") for party in found.unweighed]
    return determine.decide(desk.house, case_id=case_id, by=by, weighed=weighed)


def opened_case(desk: Desk) -> CaseId:
    """Returns a case that the cable opened."""
    case_id = take_in(desk, CABLE).case_id
    assert case_id is not None
    return case_id


def opened_by(desk: Desk, case_id: CaseId, *, by: OfficerId) -> None:
    """Opens the case and each report of it, as an officer does at the desk."""
    viewed.record_case_opened(desk.house, case_id=case_id, by=by)
    for line in queries.case(desk.house, case_id=case_id, by=by).reports:
        viewed.record_report_opened(desk.house, report_id=line.report_id, by=by)


def closing_proposed(
    desk: Desk, case_id: CaseId, *, by: OfficerId = SALMA, ground: ClosingGround = ClosingGround.THREAT_PASSED
) -> Case:
    """Returns the case with its closing proposed by one who opened every report and gives up every question."""
    opened_by(desk, case_id, by=by)
    asked = queries.case(desk.house, case_id=case_id, by=by).questions
    return cases.propose_closing(
        desk.house,
        case_id=case_id,
        ground=ground,
        reason="overtaken",
        withdrawn={each.id: "overtaken" for each in asked if each.is_open},
        by=by,
    )


def closed(desk: Desk, case_id: CaseId, *, by: OfficerId = SALMA, second: OfficerId = OMAR) -> Case:
    """Returns the case, closed by two people."""
    case = closing_proposed(desk, case_id, by=by)
    assert case.closing is not None
    return cases.confirm_closing(desk.house, case_id=case_id, proposed_at=case.closing.at, by=second)


def proposed(desk: Desk, *, mode: Mode = Mode.LIVE) -> ReleaseView:
    """Returns a release that Salma proposed, of a case that she decided."""
    case_id = opened_case(desk)
    found = queries.case(desk.house, case_id=case_id, by=SALMA).determination
    if found is None or found.decided_by is None:  # another report of a case that was decided already changes nothing
        decide(desk, case_id)
    written = write_tearline.write_tearline(desk.house, case_id=case_id, by=SALMA, is_drill=mode is Mode.DRILL)
    assert written.tearline.leaks == ()
    return release.propose(desk.house, case_id=case_id, checks=checks(), by=SALMA, mode=mode)


def released(desk: Desk, *, mode: Mode = Mode.LIVE) -> ReleaseView:
    """Returns a release that Omar and Lina signed."""
    proposal = proposed(desk, mode=mode).release
    digest = proposal.content_digest
    release.approve(desk.house, release_id=proposal.id, content_digest=digest, by=OMAR)
    return release.approve(desk.house, release_id=proposal.id, content_digest=digest, by=LINA)
