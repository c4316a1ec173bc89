# SPDX-License-Identifier: Apache-2.0
"""Keys of subjects, and keys that let another system hand in reports."""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.scope import ScopedManager


class SubjectKey(models.Model):
    """The data key of one subject, wrapped; `wrapped` is null once the subject was erased, and nothing brings it back.

    It belongs to no organisation: the subject is a random token, and only a row that is scoped leads to it.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    wrapped = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = models.Manager["SubjectKey"]()


class IntakeKey(models.Model):
    """Lets a system hand in reports over HTTP; only the hash of the key is kept."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    source_id = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    used_count = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager["IntakeKey"]()
