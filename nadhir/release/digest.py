# SPDX-License-Identifier: Apache-2.0
"""The digest that an approval is bound to: SHA-256 over everything that leaves, each part under its length.

No normal form is applied to the texts: two texts that look alike and differ in a byte are two texts.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from nadhir.terms.ids import CaseId
from nadhir.terms.marking import Marking
from nadhir.terms.release import Mode, Recipient
from nadhir.terms.text import Text

_DOMAIN = "nadhir release v1"


def content_digest(
    texts: Sequence[Text], *, case_id: CaseId, recipients: Sequence[Recipient], marking: Marking, mode: Mode
) -> str:
    """Return the hex SHA-256 of texts (order, language and bytes), recipients (order, channels, language, through
    whom), marking with its action clause, mode and case.
    """
    digest = hashlib.sha256()
    for part in _parts(texts, case_id=case_id, recipients=recipients, marking=marking, mode=mode):
        content = part.encode("utf-8", "surrogatepass")
        # The length in front: ("ab", "c") and ("a", "bc") must not meet.
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _parts(
    texts: Sequence[Text], *, case_id: CaseId, recipients: Sequence[Recipient], marking: Marking, mode: Mode
) -> Iterator[str]:
    yield from (_DOMAIN, mode, case_id)
    yield from _list((text.language, text.content) for text in texts)
    yield from _list(
        (recipient.party_id, recipient.language, recipient.via, str(len(recipient.channels)), *recipient.channels)
        for recipient in recipients
    )
    yield from (marking.tlp, str(int(marking.is_originator_controlled)), marking.action_clause)
    yield from _list((word,) for word in marking.foreign)


def _list(items: Iterable[Sequence[str]]) -> Iterator[str]:
    listed = tuple(items)
    yield str(len(listed))
    for item in listed:
        yield from item
