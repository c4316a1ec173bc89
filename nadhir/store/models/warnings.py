# SPDX-License-Identifier: Apache-2.0
"""What leaves the house: tearlines, releases, the outbox of deliveries, the pages made for recipients, and tasks.

`DeliveryRow` is the outbox: a row whose `next_step_at` has come is claimed by compare-and-swap on `leased_until` and
`lease`, then sent, then marked. It is marked after sending and never before: a warning that arrives twice is a
nuisance, one that never arrives is the harm.
"""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.models.cases import CaseRow, DeterminationRow
from nadhir.store.scope import ScopedManager


class TearlineRow(models.Model):
    """A text as it was written or edited, and by whom; every edit is another row."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    determination = models.ForeignKey(DeterminationRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    authors = models.JSONField()  # account names, everybody whose words stand in it
    is_latest = models.BooleanField(default=True)
    is_releasable = models.BooleanField()
    body = models.JSONField()

    objects = ScopedManager["TearlineRow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(is_latest=True), name="one_tearline_is_latest")
        ]


class ReleaseRow(models.Model):
    """A release on its way through the two signatures."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    tearline = models.ForeignKey(TearlineRow, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16)
    mode = models.CharField(max_length=8)
    content_digest = models.CharField(max_length=64)
    contacts_mac = models.CharField(max_length=64, default="")  # of the recipients' contacts as they were proposed
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # since when it stands no more: renewed by another, or withdrawn
    renewal_asked_at = models.DateTimeField(null=True)  # when a person was told that it is about to lapse
    lapsed_at = models.DateTimeField(null=True)  # when it was found to have lapsed, neither renewed nor withdrawn
    body = models.JSONField()

    objects = ScopedManager["ReleaseRow"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state="released", ended_at=None, lapsed_at=None),
                name="release_that_stands",
            )
        ]


class DeliveryRow(models.Model):
    """One recipient of one release. `next_step_at` is null where nothing is left for the worker to do."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(ReleaseRow, on_delete=models.PROTECT, related_name="+")
    party_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)  # the party's
    state = models.CharField(max_length=16)
    queued_at = models.DateTimeField()
    next_step_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=64, blank=True)
    is_drill = models.BooleanField()
    body = models.JSONField()  # the delivery without its attempts, which are rows

    objects = ScopedManager["DeliveryRow"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_step_at"], condition=models.Q(next_step_at__isnull=False), name="delivery_to_be_stepped"
            )
        ]


class AttemptRow(models.Model):
    """One try at one channel, written before the try and marked after it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(DeliveryRow, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=16)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    body = models.JSONField()

    objects = ScopedManager["AttemptRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempts_are_numbered")]


class RecipientLink(models.Model):
    """A page for one recipient: short-lived, counted, and known only by the hash of its token."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(DeliveryRow, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_count = models.PositiveIntegerField(default=0)
    first_opened_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    objects = ScopedManager["RecipientLink"]()


class Task(models.Model):
    """Something a person has to do: hand a note over, look at a case whose delivery is exhausted."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(DeliveryRow, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    clock = models.CharField(max_length=200, blank=True)  # the key of the clock that ran out
    assignees = models.JSONField(default=list)  # account names; empty: whoever may

    objects = ScopedManager["Task"]()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "made_at"], condition=models.Q(done_at=None), name="task_to_be_done")
        ]
