# SPDX-License-Identifier: Apache-2.0
"""What the ledger refuses, by kind. Each says which step of which check failed; none says why somebody did it."""

from nadhir.terms.errors import TheirsError


class LedgerError(TheirsError):
    """The base of every refusal of this room."""


class CanonicalError(LedgerError):
    """Bytes that are not the one canonical form of a value, or a value that has none."""


class OpeningError(LedgerError):
    """An opening, personal or whole, that does not open its commitment."""


class ProofError(LedgerError):
    """An inclusion or consistency proof that does not lead to the root it claims."""


class NoteError(LedgerError):
    """A signed note, checkpoint or key that is malformed, of somebody else, or not signed by whom it must be."""
