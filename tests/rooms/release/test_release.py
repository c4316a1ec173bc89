from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.release import (
    REQUIRED_CHECKS,
    AlreadySignedError,
    AuthorMayNotSignError,
    ChangedSinceError,
    CheckMissingError,
    ExpiredError,
    LeakError,
    NotAllowedError,
    NotReleasedError,
    NotReleasingAuthorityError,
    approve,
    content_digest,
    expire,
    propose,
    refuse,
    verify_released,
    void,
)
from nadhir.terms.ids import CaseId, OfficerId, PartyId, ReleaseId
from nadhir.terms.marking import TLP, Marking
from nadhir.terms.party import ChannelKind
from nadhir.terms.release import Check, Mode, Recipient, Release, ReleaseState
from nadhir.terms.sealed import Sealed
from nadhir.terms.tearline import Leak, LeakKind, Tearline
from nadhir.terms.text import Language, Text, TextSpan

AT = datetime(2024, 1, 1, 9, tzinfo=UTC)
CHECKS = tuple(Check(name=name, is_done=True, reason="") for name in REQUIRED_CHECKS)
EMBASSY = Recipient(
    party_id=PartyId("embassy"),
    channels=(ChannelKind.LIAISON, ChannelKind.SECURE_PAGE),
    language="ar",
    via="go-between",
)
SALMA, OMAR, LINA, YUSUF = (OfficerId(name) for name in ("salma", "omar", "lina", "yusuf"))


def a_tearline(**changes: object) -> Tearline:
    texts = {Language("ar"): Text("تحذير", Language("ar")), Language("en"): Text("A warning", Language("en"))}
    tearline = Tearline(case_id=CaseId("c-1"), disclosures=(), texts=texts, withheld=(), marking=Marking(TLP.AMBER))
    return replace(tearline, **changes)  # type: ignore[arg-type]


def a_proposal(tearline: Tearline | None = None, *, mode: Mode = Mode.LIVE) -> Release:
    return propose(
        tearline or a_tearline(),
        id=ReleaseId("rel-1"),
        recipients=(EMBASSY,),
        authors=(SALMA,),
        at=AT,
        mode=mode,
        checks=CHECKS,
    )


def signed(release: Release, *, by: OfficerId, minutes: int = 5) -> Release:
    at = AT + timedelta(minutes=minutes)
    return approve(release, by=by, at=at, content_digest=release.content_digest, may_release=True)


def test_two_different_people_who_did_not_write_it_release_it() -> None:
    once = signed(a_proposal(), by=OMAR)
    assert once.state is ReleaseState.APPROVED_ONCE
    twice = signed(once, by=LINA)
    assert twice.state is ReleaseState.RELEASED
    verify_released(twice, at=AT + timedelta(hours=1))


def test_one_person_never_releases_however_often_they_sign() -> None:
    once = signed(a_proposal(), by=OMAR)
    with pytest.raises(AlreadySignedError, match="second, different person"):
        signed(once, by=OMAR)


def test_an_author_may_not_sign_their_own_words() -> None:
    with pytest.raises(AuthorMayNotSignError):
        signed(a_proposal(), by=SALMA)


def test_who_is_no_releasing_authority_may_neither_approve_nor_refuse() -> None:
    release = a_proposal()
    with pytest.raises(NotReleasingAuthorityError):
        approve(release, by=OMAR, at=AT, content_digest=release.content_digest, may_release=False)
    with pytest.raises(NotReleasingAuthorityError):
        refuse(release, by=OMAR, at=AT, reason="no", may_release=False)


def test_an_approval_of_other_content_is_none() -> None:
    release = a_proposal()
    with pytest.raises(ChangedSinceError):
        approve(release, by=OMAR, at=AT, content_digest="0" * 64, may_release=True)
    changed = replace(release, texts=(Text("Another", Language("en")),))
    with pytest.raises(ChangedSinceError):
        approve(changed, by=OMAR, at=AT, content_digest=release.content_digest, may_release=True)


def test_one_refusal_ends_it_whatever_was_signed_before() -> None:
    refused = refuse(signed(a_proposal(), by=OMAR), by=LINA, at=AT, reason="the site can be told", may_release=True)
    assert refused.state is ReleaseState.REFUSED
    with pytest.raises(NotAllowedError):
        signed(refused, by=YUSUF)
    with pytest.raises(NotReleasedError):
        verify_released(refused, at=AT)


def test_a_refusal_needs_its_reason() -> None:
    with pytest.raises(NotAllowedError, match="reason"):
        refuse(a_proposal(), by=OMAR, at=AT, reason="  ", may_release=True)


def test_a_proposal_expires_with_the_validity_of_its_text() -> None:
    release = a_proposal(a_tearline(valid_hours=2))
    assert expire(release, at=AT + timedelta(hours=1)).state is ReleaseState.PROPOSED
    assert expire(release, at=AT + timedelta(hours=2)).state is ReleaseState.EXPIRED
    with pytest.raises(ExpiredError):
        signed(release, by=OMAR, minutes=120)


def test_what_was_released_and_has_grown_old_does_not_leave() -> None:
    release = signed(signed(a_proposal(), by=OMAR), by=LINA)
    with pytest.raises(ExpiredError, match="renew or withdraw"):
        verify_released(release, at=release.expires_at)


def test_an_edited_text_makes_the_proposal_void_and_never_undoes_a_release() -> None:
    assert void(signed(a_proposal(), by=OMAR)).state is ReleaseState.VOID
    released = signed(signed(a_proposal(), by=OMAR), by=LINA)
    with pytest.raises(NotAllowedError, match="correction"):
        void(released)


@pytest.mark.parametrize("name", REQUIRED_CHECKS)
def test_a_check_that_is_neither_done_nor_skipped_with_a_reason_stops_the_proposal(name: str) -> None:
    unanswered = tuple(c for c in CHECKS if c.name != name)
    for checks in (unanswered, (*unanswered, Check(name=name, is_done=False, reason=" "))):
        with pytest.raises(CheckMissingError, match=name):
            propose(
                a_tearline(),
                id=ReleaseId("rel-1"),
                recipients=(EMBASSY,),
                authors=(SALMA,),
                at=AT,
                mode=Mode.LIVE,
                checks=checks,
            )


def test_a_text_that_the_leak_check_stopped_cannot_be_proposed() -> None:
    leak = Leak(
        kind=LeakKind.SOURCE_NAME,
        language=Language("en"),
        span=TextSpan(start=0, end=1, exact="A"),
        source_passage=Sealed("A"),
    )
    with pytest.raises(LeakError):
        a_proposal(a_tearline(leaks=(leak,)))
    with pytest.raises(LeakError):
        a_proposal(a_tearline(texts={}))


def test_a_row_changed_behind_our_back_does_not_leave() -> None:
    released = signed(signed(a_proposal(), by=OMAR), by=LINA)
    others = replace(EMBASSY, party_id=PartyId("somebody-else"))
    drill = a_proposal(mode=Mode.DRILL)
    tampered = (
        replace(released, recipients=(others,)),
        replace(released, mode=Mode.DRILL),
        replace(released, texts=released.texts[:1]),
        replace(released, approvals=released.approvals[:1]),
        replace(released, approvals=(released.approvals[0], released.approvals[0])),
        replace(released, authors=frozenset({OMAR})),
        replace(released, checks=()),
        replace(drill, state=ReleaseState.RELEASED),
    )
    for release in tampered:
        with pytest.raises(NotAllowedError):
            verify_released(release, at=AT + timedelta(hours=1))


def test_moving_a_letter_from_one_field_to_the_next_changes_the_digest() -> None:
    def digest(*texts: Text) -> str:
        return content_digest(
            texts, case_id=CaseId("c"), recipients=(EMBASSY,), marking=Marking(TLP.RED), mode=Mode.LIVE
        )

    assert digest(Text("ab", Language("c"))) != digest(Text("b", Language("ca")))
    assert digest(Text("a", Language("en")), Text("b", Language("en"))) != digest(Text("ab", Language("en")))


@given(content=st.text(min_size=1), other=st.text(min_size=1))
def test_an_approval_never_survives_a_change_of_the_text(content: str, other: str) -> None:
    english = Language("en")
    release = signed(a_proposal(a_tearline(texts={english: Text(content, english)})), by=OMAR)
    edited = replace(release, texts=(Text(other, english),))
    if content == other:
        assert signed(edited, by=LINA).state is ReleaseState.RELEASED
    else:
        with pytest.raises(ChangedSinceError):
            signed(edited, by=LINA)


people = st.sampled_from((SALMA, OMAR, LINA, YUSUF))


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("approve"), people, st.booleans()),
            st.tuples(st.just("refuse"), people, st.booleans()),
            st.tuples(st.just("void"), people, st.booleans()),
            st.tuples(st.just("expire"), people, st.booleans()),
        ),
        max_size=12,
    )
)
def test_no_sequence_of_calls_releases_without_two_people_who_may_and_did_not_write_it(
    calls: list[tuple[str, OfficerId, bool]],
) -> None:
    release = a_proposal()
    signers: set[OfficerId] = set()
    for call, by, may_release in calls:
        before = release
        try:
            match call:
                case "approve":
                    release = approve(
                        release, by=by, at=AT, content_digest=release.content_digest, may_release=may_release
                    )
                    signers.add(by)
                    assert may_release
                    assert by != SALMA
                case "refuse":
                    release = refuse(release, by=by, at=AT, reason="no", may_release=may_release)
                case "void":
                    release = void(release)
                case _:
                    release = expire(release, at=AT + timedelta(hours=may_release * 100))
        except NotAllowedError:
            assert release is before
        if release.state is ReleaseState.RELEASED:
            assert len(signers) >= 2
            verify_released(release, at=AT)
        else:
            with pytest.raises(NotAllowedError):
                verify_released(release, at=AT)
