# SPDX-License-Identifier: Apache-2.0
"""The way of a release: proposed → approved once → released; or refused, expired, void.

Every function returns another release or raises, and a release that was refused, has expired or was made void stays so:
an edited text is proposed anew, and both signatures with it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from nadhir.release.digest import content_digest
from nadhir.release.one_threat import ONE_THREAT, needed_checks
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import OfficerId, ReleaseId
from nadhir.terms.release import Approval, Check, Mode, Recipient, RefusalOfRelease, Release, ReleaseState
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language, Text

SIGNATURES_NEEDED: Final = 2
#: What is asked before the button works (law.md 7): could the warning itself do harm; was the originator asked; was the
#: host state told first; is every population under the same threat told.
REQUIRED_CHECKS: Final = ("harm_of_warning", "originator_consulted", "courtesy_notice", "no_double_standard")
#: Answered at the decision, party by party and with reasons, and not asked again when the text is proposed.
HARM_OF_WARNING: Final = "harm_of_warning"
ASKED_CHECKS: Final = tuple(name for name in REQUIRED_CHECKS if name != HARM_OF_WARNING)
_OPEN: Final = (ReleaseState.PROPOSED, ReleaseState.APPROVED_ONCE)


class NotAllowedError(TheirsError):
    """The rule of two people, or one that serves it, forbids this; nothing has happened."""


class NotReleasingAuthorityError(NotAllowedError):
    """Who signs is no releasing authority."""


class AuthorMayNotSignError(NotAllowedError):
    """Who signs wrote some of it, or proposed it."""


class AlreadySignedError(NotAllowedError):
    """Who signs has signed already: two signatures are two people's."""


class ChangedSinceError(NotAllowedError):
    """What was looked at is not what would leave."""


class ExpiredError(NotAllowedError):
    """The release has expired."""


class CheckMissingError(NotAllowedError):
    """A required check is neither done nor skipped with a reason."""


class LeakError(NotAllowedError):
    """The leak check stopped the text, or there is no text."""


class NotReleasedError(NotAllowedError):
    """This is not something that may leave the house."""


def propose(
    tearline: Tearline,
    *,
    id: ReleaseId,  # noqa: A002 - the field is called so
    recipients: Iterable[Recipient],
    authors: Iterable[OfficerId],
    at: datetime,
    mode: Mode,
    checks: Iterable[Check],
) -> Release:
    """Return the release that two people may now sign; it expires when the tearline's validity ends.

    `authors` are all whose words stand in the texts, and whoever proposes it.

    Raises:
        LeakError: the leak check found something, or there is no text.
        CheckMissingError: a required check is neither done nor skipped with a reason; or the text may speak of two
            threats, and nobody said why it is one.
        NotAllowedError: it has no recipient, no author, a recipient without a channel, or one that stands twice.
    """
    where = f"release {id}"
    told = tuple(recipients)
    wrote = frozenset(authors)
    asked = tuple(checks)
    if not tearline.is_releasable:
        raise LeakError(
            "the leak check found %(count)s passage(s)" if tearline.leaks else "there is no text",
            where=where,
            values={"count": len(tearline.leaks)},
            remedy="change the text until nothing is found, then propose it",
        )
    _check_checks(asked, where=where)
    _check_one_threat(tearline, checks=asked, where=where)
    _check_recipients(told, where=where)
    if not wrote:
        raise NotAllowedError("it has no author", where=where, remedy="name everybody whose words stand in it")
    texts = _in_order(tearline)
    return Release(
        id=id,
        case_id=tearline.case_id,
        texts=texts,
        recipients=told,
        marking=tearline.marking,
        authors=wrote,
        content_digest=content_digest(
            texts, case_id=tearline.case_id, recipients=told, marking=tearline.marking, mode=mode
        ),
        proposed_at=at,
        expires_at=at + timedelta(hours=tearline.valid_hours),
        mode=mode,
        checks=asked,
    )


def approve(release: Release, *, by: OfficerId, at: datetime, content_digest: str, may_release: bool) -> Release:
    """Return the release with one more signature; with the second it is released.

    `content_digest` is that of what the officer looked at. `may_release` says that the officer is a releasing
    authority.

    Raises:
        NotAllowedError: one of its kinds, each saying which rule forbids it.
    """
    where = f"release {release.id}"
    _check_open(release, at=at)
    if not may_release:
        raise NotReleasingAuthorityError(
            "%(officer)s is no releasing authority",
            where=where,
            remedy="a releasing authority must look at it",
            values={"officer": by},
        )
    if by in release.authors:
        raise AuthorMayNotSignError(
            "%(officer)s is an author of this text",
            where=where,
            remedy="somebody who wrote none of it must look at it",
            values={"officer": by},
        )
    if any(approval.by == by for approval in release.approvals):
        raise AlreadySignedError(
            "%(officer)s has signed already",
            where=where,
            remedy="a second, different person must sign",
            values={"officer": by},
        )
    if content_digest != release.content_digest or content_digest != _digest_of(release):
        raise ChangedSinceError(
            "what you looked at is not what would leave", where=where, remedy="look at it again, then decide"
        )
    approvals = (*release.approvals, Approval(by=by, at=at, content_digest=content_digest))
    state = ReleaseState.RELEASED if len(approvals) >= SIGNATURES_NEEDED else ReleaseState.APPROVED_ONCE
    return replace(release, approvals=approvals, state=state)


def refuse(release: Release, *, by: OfficerId, at: datetime, reason: str, may_release: bool) -> Release:
    """Return the release as refused, with the reason; one refusal is enough, whatever was signed before.

    Raises:
        NotAllowedError: it is no longer open, the officer may not release, or there is no reason.
    """
    where = f"release {release.id}"
    _check_open(release, at=at)
    if not may_release:
        raise NotReleasingAuthorityError(
            "%(officer)s is no releasing authority",
            where=where,
            remedy="a releasing authority must look at it",
            values={"officer": by},
        )
    if not reason.strip():
        raise NotAllowedError("a refusal needs its reason", where=where, remedy="say why it must not leave")
    refusals = (*release.refusals, RefusalOfRelease(by=by, at=at, reason=reason))
    return replace(release, refusals=refusals, state=ReleaseState.REFUSED)


def void(release: Release) -> Release:
    """Return the release as void, because its text was edited or the case judged anew before it left.

    Raises:
        NotAllowedError: it has left already: then a correction is written, and nothing is undone.
    """
    if release.state is ReleaseState.RELEASED:
        raise NotAllowedError(
            "it has been released",
            where=f"release {release.id}",
            remedy="write an update, a correction or an all-clear",
        )
    return replace(release, state=ReleaseState.VOID) if release.state in _OPEN else release


def expire(release: Release, *, at: datetime) -> Release:
    """Return the release as expired where its time has come before it was released, and else as it is."""
    if release.state in _OPEN and at >= release.expires_at:
        return replace(release, state=ReleaseState.EXPIRED)
    return release


def verify_released(release: Release, *, at: datetime) -> None:
    """Check, immediately before anything is sent, that this very content was released and may still leave.

    Everything is looked at anew, whatever the state says: a row that was changed behind our back must not leave.

    Raises:
        NotReleasedError: it is not released, or not by two people who may.
        ChangedSinceError: the content is not the one that was signed.
        ExpiredError: it was released, and is now too old to be true.
    """
    where = f"release {release.id}"
    if release.state is not ReleaseState.RELEASED or release.refusals:
        raise NotReleasedError(
            "it is %(state)s", where=where, remedy="it must be released first", values={"state": release.state}
        )
    digest = _digest_of(release)
    if digest != release.content_digest or any(each.content_digest != digest for each in release.approvals):
        raise ChangedSinceError("the content is not the one that was signed", where=where, remedy="propose it anew")
    signers = {approval.by for approval in release.approvals}
    if len(signers) < SIGNATURES_NEEDED or signers & release.authors:
        raise NotReleasedError(
            "it lacks the signatures of two people who did not write it", where=where, remedy="propose it anew"
        )
    if any(not release.proposed_at <= each.at < release.expires_at for each in release.approvals):
        raise NotReleasedError("a signature lies outside its time", where=where, remedy="propose it anew")
    _check_checks(release.checks, where=where)
    if at >= release.expires_at:
        raise ExpiredError(
            "it expired at %(at)s",
            where=where,
            remedy="renew or withdraw the warning",
            values={"at": release.expires_at},
        )


def _check_open(release: Release, *, at: datetime) -> None:
    where = f"release {release.id}"
    if release.state not in _OPEN:
        raise NotAllowedError(
            "it is %(state)s already",
            where=where,
            remedy="propose it anew where it is needed",
            values={"state": release.state},
        )
    if at >= release.expires_at:
        raise ExpiredError(
            "it expired at %(at)s",
            where=where,
            remedy="write and propose it anew",
            values={"at": release.expires_at},
        )


def _check_checks(checks: tuple[Check, ...], *, where: str) -> None:
    answered = {check.name for check in checks if check.is_done or check.reason.strip()}
    missing = [name for name in REQUIRED_CHECKS if name not in answered]
    if missing:
        raise CheckMissingError(
            "not answered: %(checks)s",
            where=where,
            remedy="do each, or skip it with a reason",
            values={"checks": tuple(missing)},
        )


def _check_one_threat(tearline: Tearline, *, checks: tuple[Check, ...], where: str) -> None:
    # It cannot be skipped: that it was not looked at is no answer to whether these are two threats.
    answered = any(check.name == ONE_THREAT and check.is_done and check.reason.strip() for check in checks)
    if needed_checks(tearline) and not answered:
        raise CheckMissingError(
            "it names places far apart, or times that exclude each other",
            where=where,
            remedy="split what does not belong, or say why it is one threat (check one_threat)",
        )


def _check_recipients(recipients: tuple[Recipient, ...], *, where: str) -> None:
    if not recipients:
        raise NotAllowedError("it has no recipient", where=where, remedy="name whom it tells")
    for recipient in recipients:
        if not recipient.channels:
            raise NotAllowedError(
                "%(party)s has no channel",
                where=where,
                remedy="say how they are reached",
                values={"party": recipient.party_id},
            )
    if len({recipient.party_id for recipient in recipients}) != len(recipients):
        raise NotAllowedError("a recipient stands twice", where=where, remedy="name each once, with all channels")


def _in_order(tearline: Tearline) -> tuple[Text, ...]:
    """Return the texts by language tag: an order of their own, so that the same tearline gives the same digest."""
    ordered: list[Language] = sorted(tearline.texts)
    return tuple(tearline.texts[language] for language in ordered)


def _digest_of(release: Release) -> str:
    return content_digest(
        release.texts,
        case_id=release.case_id,
        recipients=release.recipients,
        marking=release.marking,
        mode=release.mode,
    )
