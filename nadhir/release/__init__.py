# SPDX-License-Identifier: Apache-2.0
"""Tearline → Release: who must sign, and for exactly what.

Promise: nothing is released but by two different people, neither of whom wrote a word of it, each for the very bytes
that leave: texts, recipients, channels, marking, and whether it is a drill. Any change is another digest, and an
approval of one digest is nothing for another. A proposal expires. A text that the leak check stopped cannot be
proposed, nor one whose required checks are neither done nor skipped with a reason, nor one that may speak of two
threats at once before an officer said why it is one. There is no other way in this room,
for nobody.

It does not know accounts or roles (`may_release` comes from whoever does), sends nothing, and stores nothing. Left for
later (issue 6): a second factor at approval, and the emergency release by one authority with its review after the fact.

Origin of the rules: law.md 7 (two-person rule) and what went wrong elsewhere: authors who approved their own alert
(peers.md 10), approvals that outlived an edit, a drill that went out live (Hawaii 2018, peers.md 11).
"""

from nadhir.release.digest import content_digest
from nadhir.release.one_threat import ONE_THREAT, needed_checks
from nadhir.release.signing import (
    ASKED_CHECKS,
    HARM_OF_WARNING,
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
    expire,
    propose,
    refuse,
    verify_released,
    void,
)

__all__ = [
    "ASKED_CHECKS",
    "HARM_OF_WARNING",
    "ONE_THREAT",
    "REQUIRED_CHECKS",
    "AlreadySignedError",
    "AuthorMayNotSignError",
    "ChangedSinceError",
    "CheckMissingError",
    "ExpiredError",
    "LeakError",
    "NotAllowedError",
    "NotReleasedError",
    "NotReleasingAuthorityError",
    "approve",
    "content_digest",
    "expire",
    "needed_checks",
    "propose",
    "refuse",
    "verify_released",
    "void",
]
