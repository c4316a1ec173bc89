# SPDX-License-Identifier: Apache-2.0
"""What came in: the bytes, the report read from them, its screenings, its source and its links."""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.scope import ScopedManager


class Blob(models.Model):
    """Bytes as they were received, by their digest: the same bytes are kept once for each organisation, for ever."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # hex SHA-256
    size_bytes = models.PositiveBigIntegerField()
    data = models.BinaryField()

    objects = ScopedManager["Blob"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "digest"], name="a_blob_is_kept_once")]


class SourceRow(models.Model):
    """A source, its name and identifiers sealed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    is_protected = models.BooleanField()
    body = models.JSONField()

    objects = ScopedManager["SourceRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "source_id"], name="a_source_is_known_once")]


class ReportRow(models.Model):
    """A report as it was read. `routed_at` is null until it was screened and linked: such a report awaits the worker
    or a person, and is never out of sight.
    """

    id = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    # What it came in with others, where it did: the whole as received, what that was called, and where in it it stood.
    container = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", null=True)
    container_name = models.CharField(max_length=300, null=True)  # noqa: DJ001 - null: it came alone
    place = models.JSONField(null=True)  # steps from the outside in: [unit, number, label]
    attached_to = models.ForeignKey("self", on_delete=models.PROTECT, related_name="attachments", null=True)
    name = models.CharField(max_length=300)  # as it was handed in: a file's name, a subject line
    handed_in_by = models.CharField(max_length=64)  # an officer, or a key's name
    held_at = models.DateTimeField()
    read_at = models.DateTimeField()
    routed_at = models.DateTimeField(null=True)
    route_failures = models.PositiveIntegerField(default=0)
    route_again_at = models.DateTimeField(null=True)  # after a failure: not before this
    title = models.TextField()
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=16)
    understanding = models.CharField(max_length=16)
    published_on = models.DateField(null=True)
    why_no_case = models.CharField(max_length=64, blank=True)
    body = models.JSONField()
    handed = models.JSONField(
        default=dict
    )  # what its bearer said of it, so that it can be read again on the same words
    reader = models.CharField(
        max_length=100, blank=True
    )  # name and version of the step; empty for what an older one read
    linker = models.CharField(max_length=100, blank=True)

    objects = ScopedManager["ReportRow"]()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-held_at"], name="report_by_arrival"),
            models.Index(fields=["held_at"], condition=models.Q(routed_at=None), name="report_not_routed"),
        ]


class ReadingRow(models.Model):
    """A reading that a later one replaced: what the earlier reader made of the same bytes stays on record."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()
    reader = models.CharField(max_length=100, blank=True)
    body = models.JSONField()

    objects = ScopedManager["ReadingRow"]()

    class Meta:
        indexes = [models.Index(fields=["report", "-replaced_at"], name="reading_of_report")]


class GradingRow(models.Model):
    """That an officer graded the information of a report; the latest is the grade, the earlier stay on record."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    credibility = models.CharField(max_length=1)
    body = models.JSONField()

    objects = ScopedManager["GradingRow"]()

    class Meta:
        indexes = [models.Index(fields=["report", "-at"], name="grading_of_report")]


class ScreeningRow(models.Model):
    """One screening of a report; the latest counts, the earlier stay on record."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)
    queue = models.CharField(max_length=16)
    score = models.FloatField()
    opens_case = models.BooleanField()
    is_possible_threat = models.BooleanField()
    screener = models.CharField(max_length=100)
    body = models.JSONField()

    objects = ScopedManager["ScreeningRow"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(is_latest=True), name="one_screening_is_the_latest"
            )
        ]
        indexes = [models.Index(fields=["organisation", "queue", "-at"], name="screening_by_queue")]


class LinkRow(models.Model):
    """That two reports belong together, or that a person said they don't (`decided_by`, score 0)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    score = models.FloatField()
    decided_by = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    body = models.JSONField()

    objects = ScopedManager["LinkRow"]()

    class Meta:
        indexes = [models.Index(fields=["report"], name="link_of_report")]


class Mark(models.Model):
    """What a report is found by: its number in the tables of bands, and its meaning as a vector.

    `vector` holds 384 signed bytes made by `embedder`; empty where nothing could be said of its meaning.
    """

    number = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    report = models.OneToOneField(ReportRow, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    embedder = models.CharField(max_length=64, blank=True)
    vector = models.BinaryField(default=b"")

    objects = ScopedManager["Mark"]()

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="mark_by_time")]


class FreshBand(models.Model):
    """A band key of a report marked lately. The table is kept small, so that its pages stay in memory while keys, which
    are random, are put in; `casework.marks.settle` moves them, sorted, to `Band`.

    A key is made of its owner's name too: no organisation meets the keys of another.
    """

    pk = models.CompositePrimaryKey("key", "number")
    key = models.BigIntegerField()
    number = models.BigIntegerField()

    class Meta:
        db_table = "store_band_fresh"


class Band(models.Model):
    """A settled band key: which report, by its mark's number, has it."""

    pk = models.CompositePrimaryKey("key", "number")
    key = models.BigIntegerField()
    number = models.BigIntegerField()

    class Meta:
        db_table = "store_band"
