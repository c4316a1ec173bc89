# SPDX-License-Identifier: Apache-2.0
"""What keeps a clock honest: who looked first, what was asked of originators, disputes, and each rung of an escalation.

No row here is a clock: clocks are worked out from the record each time (`casework.clocks`), so that none can be lost.
"""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.models.cases import CaseRow
from nadhir.store.models.reports import ReportRow
from nadhir.store.scope import ScopedManager


class LookRow(models.Model):
    """Which officer looked at a report first, and when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    objects = ScopedManager["LookRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report"], name="a_report_has_one_first_look")]


class ConsultationRow(models.Model):
    """That an originator was asked, and what they replied."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    body = models.JSONField()

    objects = ScopedManager["ConsultationRow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report"],
                condition=models.Q(replied_at=None),
                name="an_originator_is_asked_once_at_a_time",
            )
        ]


class DisputeRow(models.Model):
    """A disagreement on duty, waiver or method, until it is settled."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    body = models.JSONField()

    objects = ScopedManager["DisputeRow"]()

    class Meta:
        indexes = [models.Index(fields=["case", "raised_at"], name="dispute_of_case")]


class ClockChangeRow(models.Model):
    """That a named officer stopped or extended a clock, or decided what follows a window; and why."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    body = models.JSONField()

    objects = ScopedManager["ClockChangeRow"]()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="clock_change_of_case")]


class ClockRung(models.Model):
    """That a clock which ran out was made loud on one rung: once, whoever else works at the same time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    rung = models.PositiveIntegerField()
    at = models.DateTimeField()
    told = models.JSONField(default=list)  # account names
    is_nobody_left = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)  # when the clock was found to have ended

    objects = ScopedManager["ClockRung"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key", "rung"], name="a_rung_sounds_once")]
        indexes = [
            models.Index(fields=["organisation"], condition=models.Q(ended_at=None), name="clock_that_sounds"),
        ]
