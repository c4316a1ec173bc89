# SPDX-License-Identifier: Apache-2.0
"""The ledger at rest: its entries with their openings, what is personal in them, and the checkpoints signed."""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.scope import ScopedManager


class LedgerHead(models.Model):
    """The next index, in one row that every writer locks: indexes have no gap, in the order of the commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    proven_to = models.PositiveBigIntegerField(default=0)  # where the next turn of proving old entries begins

    objects = models.Manager["LedgerHead"]()


class LedgerEntry(models.Model):
    """One entry: the leaf that stands in the tree, and the opening that stays in the house.

    `organisation` is null for what concerns the installation itself, such as a checkpoint's cover.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=64)
    by = models.CharField(max_length=64, blank=True)
    case_id = models.CharField(max_length=64, blank=True)
    leaf_hash = models.BinaryField()
    commitment = models.CharField(max_length=64)
    salt = models.BinaryField()
    opening = models.BinaryField()  # the entry's canonical bytes; nothing personal stands in them

    objects = ScopedManager["LedgerEntry"]()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "index"], name="entry_by_organisation"),
            models.Index(fields=["case_id", "index"], name="entry_by_case"),
        ]


class LedgerPersonal(models.Model):
    """What a personal commitment in an entry stands for, encrypted under its subject's key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()  # salt, then the value

    objects = ScopedManager["LedgerPersonal"]()


class LedgerHeads(models.Model):
    """The seed of one map of the cases' newest entries, kept so that a disclosure can prove a case complete."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, primary_key=True, related_name="+")
    seed = models.BinaryField()

    objects = models.Manager["LedgerHeads"]()


class CheckpointRow(models.Model):
    """A checkpoint as it was signed: the note, whole."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()

    objects = models.Manager["CheckpointRow"]()
