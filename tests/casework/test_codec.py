"""Every term that is stored comes back as it was: the law that the store stands on."""

from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.casework.house import House
from nadhir.store import codec
from nadhir.store.codec import ERASED, StoredTermError
from nadhir.store.models import SubjectKey
from nadhir.store.vault import Vault, VaultError
from nadhir.terms import (
    assessment,
    case,
    delivery,
    determination,
    facts,
    links,
    marking,
    party,
    provision,
    release,
    report,
    screening,
    tearline,
    threat,
)
from nadhir.terms.entry import SubjectId
from nadhir.terms.ids import CaseId, OfficerId, ReportId, SourceId
from nadhir.terms.sealed import Sealed
from nadhir.terms.text import Language, Text, TextSpan

words = st.text(max_size=12)
nasty = st.text(alphabet=st.sampled_from('a\0\ud800é ن\u202e{$"'), max_size=8) | words
sealed = st.builds(Sealed, words)
moments = st.integers(0, 3 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
spans = st.builds(
    lambda start, exact: TextSpan(start, start + len(exact), exact), st.integers(0, 9), st.text(min_size=1)
)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))
places = st.builds(
    screening.PlaceNorm,
    name=words,
    country=words,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    precision=st.sampled_from(screening.LADDERS[screening.Role.PLACE]),
)
times = st.builds(
    lambda start, length, precision: screening.TimeNorm(start, start + timedelta(days=length), precision),
    days,
    st.integers(0, 30),
    st.sampled_from(screening.LADDERS[screening.Role.TIME]),
)
norms = places | times | st.builds(screening.PersonNorm) | st.sampled_from(screening.Means)
likelihoods = st.integers(1, 98).map(lambda low: assessment.Likelihood(low, low + 1))
clocks = st.builds(
    lambda at, name, urgency: determination.Clock(name, at, at + timedelta(minutes=5), urgency),
    moments,
    st.sampled_from(determination.ClockName),
    st.sampled_from(assessment.Urgency),
)
reasons = st.lists(words, min_size=1, max_size=2).map(tuple)
reports = st.builds(report.Report, content=nasty, passages=st.just(()), held_at=moments, published_on=st.none() | days)


def screenings() -> st.SearchStrategy[screening.Screening]:
    return st.builds(
        screening.Screening,
        labels=st.just(frozenset({screening.Label.THREAT, screening.Label.CLAIM})),
        opens_case=st.just(True),  # noqa: FBT003 - the strategy's only value
        queue=st.just(screening.Queue.URGENT),
        score=st.floats(0, 1),
    )


disclosures = st.builds(
    lambda norm, ids: tearline.Disclosure(screening.Role.PLACE, screening.Precision.CITY, norm, ids, 1, 0),
    norms,
    st.frozensets(words.map(ReportId), max_size=2),
)
looked_at = st.lists(st.builds(case.Viewed, at=st.none() | moments), max_size=2).map(tuple)
grounds = [ground for ground in case.ClosingGround if ground is not case.ClosingGround.DUPLICATE]
closings = st.builds(
    case.Closing, ground=st.sampled_from(grounds), at=moments, viewed=looked_at, duplicate_of=st.none()
) | st.builds(
    case.Closing,
    ground=st.just(case.ClosingGround.DUPLICATE),
    at=moments,
    viewed=looked_at,
    duplicate_of=words.map(CaseId),
)
texts = st.dictionaries(words, st.builds(Text), max_size=2)
seen = st.text(alphabet="abc", min_size=1, max_size=4)
provisions = st.builds(
    provision.Provision,
    is_verified=st.just(False),  # noqa: FBT003 - what is verified has more to say, as the next one has
    in_force_from=st.none() | days,
    in_force_until=st.none(),
) | st.builds(provision.Provision, is_verified=st.just(True), reference=seen, words=seen, in_force_until=st.none())  # noqa: FBT003
for of, strategy in (
    (Sealed, sealed),
    (TextSpan, spans),
    (screening.PlaceNorm, places),
    (screening.TimeNorm, times),
    (assessment.Likelihood, likelihoods),
    (determination.Clock, clocks),
    (report.Report, reports),
    (screening.Screening, screenings()),
    (links.Link, st.builds(links.Link, score=st.floats(0, 1), decided_by=words.map(OfficerId))),
    (tearline.Disclosure, disclosures),
    (provision.Provision, provisions),
    (case.Closing, closings),
    (datetime, moments),
):
    st.register_type_strategy(of, strategy)

KEPT = (
    report.Report,
    report.Source,
    screening.Screening,
    links.Link,
    links.Links,
    case.Case,
    case.CaseEvent,
    case.Question,
    party.Party,
    facts.Fact,
    facts.Reply,
    assessment.Assessment,
    assessment.LikelihoodChoice,
    determination.Determination,
    tearline.Tearline,
    release.Release,
    delivery.Delivery,
    delivery.Attempt,
    marking.Marking,
    provision.Holding,
    threat.Threat,
)
OWN = {
    links.Links: st.builds(links.Links, case_id=words.map(CaseId), opens_case=st.just(False)),  # noqa: FBT003
    assessment.Assessment: st.builds(assessment.Assessment, likelihood=likelihoods),
    determination.Determination: st.builds(
        determination.Determination,
        outcome=st.sampled_from([o for o in determination.Outcome if o is not determination.Outcome.WAIVE]),
        reasons=reasons,
        clock=clocks,
    ),
    tearline.Tearline: st.builds(tearline.Tearline, texts=texts, subject=st.dictionaries(words, words, max_size=2)),
}


@pytest.fixture
def vault(wired: House, db: None) -> Vault:  # noqa: ARG001 - the subjects' keys are rows
    return Vault(wired.keys.master)


@pytest.mark.parametrize("of", KEPT, ids=lambda of: str(of.__name__))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_stored_term_comes_back_as_it_was(vault: Vault, of: type, data: st.DataObject) -> None:
    assert is_dataclass(of)
    term = data.draw(OWN.get(of, st.from_type(of)))
    subject = SubjectId("s-1")
    if not SubjectKey.objects.filter(subject=subject).exists():
        vault.make_subject(subject)
    body = codec.to_json(term, vault=vault, subject=subject)
    assert codec.from_json(body, of=of, vault=vault) == term


def a_source(name: str) -> report.Source:
    return report.Source(
        id=SourceId("src"),
        name=Sealed(name),
        kind=report.SourceKind.HUMAN,
        reliability=report.SourceReliability.A,
        is_protected=True,
    )


def test_a_sealed_value_never_stands_in_the_json(vault: Vault) -> None:
    subject = vault.make_subject(SubjectId("s-1"))
    assert "Cobalt" not in str(codec.to_json(a_source("Cobalt Heron"), vault=vault, subject=subject))


def test_a_sealed_value_without_a_subject_is_refused(vault: Vault) -> None:
    with pytest.raises(StoredTermError, match="no subject"):
        codec.to_json(a_source("Cobalt Heron"), vault=vault)


def test_what_was_erased_reads_as_erased_and_nothing_more_is_kept(vault: Vault, wired: House) -> None:
    subject = vault.make_subject(SubjectId("s-1"))
    body = codec.to_json(a_source("Cobalt Heron"), vault=vault, subject=subject)
    SubjectKey.objects.filter(subject=subject).update(wrapped=None)
    later = Vault(wired.keys.master)
    assert codec.from_json(body, of=report.Source, vault=later).name == ERASED
    with pytest.raises(VaultError, match="erased"):
        codec.to_json(a_source("Cobalt Heron"), vault=later, subject=subject)


def test_another_master_key_or_a_changed_row_opens_nothing(vault: Vault) -> None:
    subject = vault.make_subject(SubjectId("s-1"))
    body = codec.to_json(a_source("Cobalt Heron"), vault=vault, subject=subject)
    with pytest.raises(VaultError, match="master key"):
        codec.from_json(body, of=report.Source, vault=Vault(bytes(32)))
    other = vault.make_subject(SubjectId("s-2"))
    moved = {**body, "name": {**body["name"], "$subject": other}}
    with pytest.raises(VaultError, match="does not open"):
        codec.from_json(moved, of=report.Source, vault=vault)


@pytest.mark.parametrize(
    "change",
    [
        {"reliability": "Z"},
        {"is_protected": "yes"},
        {"name": "in the clear"},
        {"id": 7},
    ],
)
def test_a_row_that_is_no_valid_term_raises_and_is_not_patched_up(vault: Vault, change: dict[str, object]) -> None:
    subject = vault.make_subject(SubjectId("s-1"))
    body = codec.to_json(a_source("Cobalt Heron"), vault=vault, subject=subject)
    with pytest.raises(StoredTermError, match="cannot be read"):
        codec.from_json({**body, **change}, of=report.Source, vault=vault)


def test_a_mapping_that_cannot_be_changed_is_kept_too(vault: Vault) -> None:
    text = Text("تحذير", Language("ar"))
    written = tearline.Tearline(
        case_id=CaseId("c"),
        disclosures=(),
        texts=MappingProxyType({Language("ar"): text}),
        withheld=(),
        marking=marking.Marking(marking.TLP.RED),
    )
    assert codec.from_json(codec.to_json(written, vault=vault), of=tearline.Tearline, vault=vault) == written
