# SPDX-License-Identifier: Apache-2.0
"""Whose rows may be read: every load is by identifier *and* scope, in one call that returns the object to be changed.

Two checks on two objects is how other systems let one organisation change another's records (CVE-2026-56424). Here a
row of another organisation does not exist for the caller: the same error as for an identifier that was never given.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.db import models

from nadhir.terms.errors import OursError, TheirsError

M = TypeVar("M", bound=models.Model)


class UnscopedError(OursError):
    """A query did not say whose rows it wants."""


class NotFoundError(TheirsError):
    """There is no such thing in the caller's scope; whether there is one elsewhere is not said."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisation whose rows a caller may see."""

    organisation: str

    def __post_init__(self) -> None:
        if not self.organisation:
            raise UnscopedError("a scope without an organisation", where="Scope")


class ScopedManager(models.Manager[M]):
    """The only way to rows that belong to an organisation: `within(scope)`."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Refuse: nobody asked for everybody's rows on purpose.

        Raises:
            UnscopedError: always.
        """
        raise UnscopedError(
            f"{self.model.__name__} was queried without a scope",
            where="store",
            remedy="use .within(scope), or .unsafe_everything() where a job serves every organisation",
        )

    def within(self, scope: Scope) -> models.QuerySet[M]:
        """Return the organisation's rows."""
        return self.unsafe_everything().filter(organisation_id=scope.organisation)

    def unsafe_everything(self) -> models.QuerySet[M]:
        """Return every organisation's rows: for the worker that sends, and for the checks of the whole ledger."""
        return models.QuerySet(self.model, using=self._db)


def load(rows: models.QuerySet[M], *, what: str, **key: object) -> M:
    """Return the one row with this key.

    Raises:
        NotFoundError: there is none within the scope.
    """
    found = rows.filter(**key).first()
    if found is None:
        name = ", ".join(str(value) for value in key.values())
        raise NotFoundError(f"there is no {what} {name}", where="store", remedy="check the identifier")
    return found


def lock(rows: models.QuerySet[M], *, what: str, **key: object) -> M:
    """Return the one row with this key, locked until the transaction ends (on SQLite the transaction is the lock)."""
    return load(rows.select_for_update(), what=what, **key)
