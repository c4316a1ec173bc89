# SPDX-License-Identifier: Apache-2.0
"""What is searched: one entry a report, its words beside it in the database's own full-text index.

The words are in no field here: on SQLite they stand in the FTS5 table `store_search_words` under the entry's id (a
trigger takes them out with it), on PostgreSQL in this table's column `words`. `nadhir.store.search_index` writes and
asks both. Nothing sealed ever stands there.
"""

from django.db import models

from nadhir.store.models.accounts import Organisation
from nadhir.store.models.reports import ReportRow, SourceRow
from nadhir.store.scope import ScopedManager


class SearchEntry(models.Model):
    """One report in the index, with what results are filtered and ordered by.

    The columns repeat those of the report, which a search for a common word would otherwise load row after row.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(ReportRow, on_delete=models.CASCADE, related_name="+")  # it is made of it alone
    source = models.ForeignKey(SourceRow, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=16)
    word_count = models.PositiveIntegerField()  # that the index keeps
    is_cut = models.BooleanField()  # the text has more words than an index keeps of one
    is_emptied = models.BooleanField()  # its source was erased: the report is on record, and its words are not searched
    indexer = models.CharField(max_length=40)  # name and version of the step, so that it can be run again

    objects = ScopedManager["SearchEntry"]()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-held_at", "-report"], name="search_by_arrival")]
