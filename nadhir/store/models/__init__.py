# SPDX-License-Identifier: Apache-2.0
"""The models, one file a noun."""

from nadhir.store.models.accounts import AuthorityProposal, Officer, Organisation, RoleGrant
from nadhir.store.models.cases import (
    AssessmentRow,
    CaseEventRow,
    CaseParty,
    CaseReport,
    CaseRow,
    DeterminationRow,
    FactRow,
    JudgementDue,
    NamedVictim,
    PartyRow,
    ReplyRow,
)
from nadhir.store.models.keys import IntakeKey, SubjectKey
from nadhir.store.models.ledger import CheckpointRow, LedgerEntry, LedgerHead, LedgerHeads, LedgerPersonal
from nadhir.store.models.reports import (
    Band,
    Blob,
    FreshBand,
    GradingRow,
    LinkRow,
    Mark,
    ReadingRow,
    ReportRow,
    ScreeningRow,
    SourceRow,
)
from nadhir.store.models.search import SearchEntry
from nadhir.store.models.warnings import AttemptRow, DeliveryRow, RecipientLink, ReleaseRow, Task, TearlineRow

__all__ = [
    "AssessmentRow",
    "AttemptRow",
    "AuthorityProposal",
    "Band",
    "Blob",
    "CaseEventRow",
    "CaseParty",
    "CaseReport",
    "CaseRow",
    "CheckpointRow",
    "DeliveryRow",
    "DeterminationRow",
    "FactRow",
    "FreshBand",
    "GradingRow",
    "IntakeKey",
    "JudgementDue",
    "LedgerEntry",
    "LedgerHead",
    "LedgerHeads",
    "LedgerPersonal",
    "LinkRow",
    "Mark",
    "NamedVictim",
    "Officer",
    "Organisation",
    "PartyRow",
    "ReadingRow",
    "RecipientLink",
    "ReleaseRow",
    "ReplyRow",
    "ReportRow",
    "RoleGrant",
    "ScreeningRow",
    "SearchEntry",
    "SourceRow",
    "SubjectKey",
    "Task",
    "TearlineRow",
]
