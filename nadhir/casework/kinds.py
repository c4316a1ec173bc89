# SPDX-License-Identifier: Apache-2.0
"""Which form of text a kind of source makes likely, so that what is handed in without a word on it is read rightly.

A partner's cable is no tip from the street: the guideline of screening calls a partner's message that passes a threat
on a warning. What an open or a public source brings is not guessed here: intake finds it out.
"""

from collections.abc import Mapping
from typing import Final

from nadhir.terms.report import ReportKind, SourceKind

__all__ = ["KIND_OF"]

KIND_OF: Final[Mapping[SourceKind, ReportKind]] = {
    SourceKind.HUMAN: ReportKind.TIP,
    SourceKind.SIGNALS: ReportKind.CHAT,
    SourceKind.PARTNER: ReportKind.PARTNER,
    SourceKind.PLATFORM: ReportKind.POST,
    SourceKind.PUBLIC: ReportKind.PAGE,
}
