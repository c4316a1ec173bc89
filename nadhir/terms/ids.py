# SPDX-License-Identifier: Apache-2.0
"""Identifiers, each its own type, so that a case's id can never be passed where a report's is meant.

Ids are opaque: they carry neither order nor content, since an id that says something is a leak.
"""

from typing import NewType

ReportId = NewType("ReportId", str)  #: for example "r-7f3c9a12d4e0"
CaseId = NewType("CaseId", str)  #: for example "c-1b8e0f2a9d31"
PartyId = NewType("PartyId", str)  #: for example "iran-gov"
SourceId = NewType("SourceId", str)  #: for example "src-3"
WarningId = NewType("WarningId", str)  #: for example "w-52aa01c3be77"
ReleaseId = NewType("ReleaseId", str)  #: for example "rel-9c04d1"
DeliveryId = NewType("DeliveryId", str)  #: for example "d-0a91be"
QuestionId = NewType("QuestionId", str)  #: for example "q-3e51b0"
OfficerId = NewType("OfficerId", str)  #: the account name of an officer, for example "salma"
EntryIndex = NewType("EntryIndex", int)  #: position of a ledger entry, from 0
