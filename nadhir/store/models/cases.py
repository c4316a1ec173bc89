# SPDX-License-Identifier: Apache-2.0
"""A case, what belongs to it, what happened to it, and what was judged of it."""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.models.reports import ReportRow
from nadhir.store.scope import ScopedManager


class CaseRow(models.Model):
    """A case as `lifecycle` moves it, with its thread in the ledger and the clock it stands under.

    `subject` owns what is personal in the case itself: what a leak check quoted, what an answer said.
    """

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    is_open = models.BooleanField()
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    commander = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=16, blank=True)  # of the latest determination
    due_at = models.DateTimeField(null=True)  # of the clock it stands under
    clocks_due_at = models.DateTimeField(
        null=True
    )  # when its clocks have to be looked at; whatever happens brings it on
    thread_tag = models.CharField(max_length=16)
    thread_sequence = models.PositiveBigIntegerField(default=0)
    thread_previous = models.BinaryField(null=True)
    body = models.JSONField()

    objects = ScopedManager["CaseRow"]()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "is_open", "due_at"], name="case_by_due"),
            models.Index(fields=["clocks_due_at"], condition=models.Q(is_open=True), name="case_whose_clocks_are_due"),
        ]


class CaseReport(models.Model):
    """That a report belongs to a case; a report belongs to one case at a time, and a split is kept in `left_at`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    body = models.JSONField()  # the `Links` that brought it here

    objects = ScopedManager["CaseReport"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=models.Q(left_at=None), name="a_report_is_in_one_case")
        ]


class CaseEventRow(models.Model):
    """Something that happened to a case."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=64, blank=True)
    body = models.JSONField()

    objects = ScopedManager["CaseEventRow"]()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="event_of_case")]


class QuestionRow(models.Model):
    """A question of a case, asked by the judging rooms (a code) or by an officer; never deleted, and ended once."""

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    of = models.CharField(max_length=64, blank=True)  # the party it was put to
    chased_at = models.DateTimeField(null=True)
    body = models.JSONField()

    objects = ScopedManager["QuestionRow"]()

    class Meta:
        indexes = [
            models.Index(fields=["case", "asked_at"], name="question_of_case"),
            models.Index(fields=["asked_at"], condition=models.Q(state="open", chased_at=None), name="to_be_chased"),
        ]


class ViewRow(models.Model):
    """That an officer opened a report or a case, once for each hour in which they did; `at` is the first time of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=64)
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, null=True, related_name="+")
    hour = models.DateTimeField()
    at = models.DateTimeField()

    objects = ScopedManager["ViewRow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "report", "hour"], name="a_report_is_opened_once_an_hour"),
            models.UniqueConstraint(fields=["officer", "case", "hour"], name="a_case_is_opened_once_an_hour"),
            models.CheckConstraint(
                condition=models.Q(report=None, case__isnull=False) | models.Q(report__isnull=False, case=None),
                name="a_view_is_of_one_thing",
            ),
        ]


class PartyRow(models.Model):
    """A party, its name and contacts sealed. A standing party (a government, a public) is known to every case."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    party_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    is_standing = models.BooleanField()
    body = models.JSONField()

    objects = ScopedManager["PartyRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "party_id"], name="a_party_is_known_once")]


class CaseParty(models.Model):
    """That a case knows a party which is not a standing one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(PartyRow, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager["CaseParty"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "party"], name="a_case_knows_a_party_once")]


class FactRow(models.Model):
    """A fact that an officer established."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=64, blank=True)  # a party's id; empty for the case as a whole
    by = models.CharField(max_length=64)
    body = models.JSONField()

    objects = ScopedManager["FactRow"]()

    class Meta:
        indexes = [models.Index(fields=["organisation", "about"], name="fact_of_party")]


class ReplyRow(models.Model):
    """What a party answered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    party_id = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    by = models.CharField(max_length=64, blank=True)
    body = models.JSONField()

    objects = ScopedManager["ReplyRow"]()


class AssessmentRow(models.Model):
    """An assessment of a case; the latest counts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    assessor = models.CharField(max_length=100)
    body = models.JSONField()

    objects = ScopedManager["AssessmentRow"]()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="assessment_of_case")]


class LikelihoodChoiceRow(models.Model):
    """The word of likelihood that an officer chose for an interval; the latest for the same interval counts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    body = models.JSONField()

    objects = ScopedManager["LikelihoodChoiceRow"]()


class DeterminationRow(models.Model):
    """A determination: a recommendation until `decided_by` names the officer who made it theirs.

    `trace` is what it was computed from; empty only of determinations older than the trace.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(AssessmentRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=16)
    clock_started_at = models.DateTimeField(null=True)  # of the release decision; null before there were such columns
    clock_due_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    body = models.JSONField()
    trace = models.JSONField(default=dict)

    objects = ScopedManager["DeterminationRow"]()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="determination_of_case")]


class NamedVictim(models.Model):
    """That the reports of a case name a known party, by the case's latest assessment: what other cases ask of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="+")
    party_id = models.CharField(max_length=64)

    objects = ScopedManager["NamedVictim"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "party_id"], name="a_case_names_a_victim_once")]
        indexes = [models.Index(fields=["organisation", "party_id"], name="named_victim_by_party")]


class JudgementDue(models.Model):
    """That an open case is to be judged anew, since something that several cases rest on has changed.

    The case's row is not held by the key: whoever judges it has it locked, and the change must not wait for them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(CaseRow, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    because = models.CharField(max_length=40)
    again_at = models.DateTimeField(null=True)  # after a failure: not before this

    objects = ScopedManager["JudgementDue"]()
