# SPDX-License-Identifier: Apache-2.0
"""Upkeep of the database that nobody asks for: SQLite's statistics of its tables.

Without them SQLite takes the index of an organisation's rows, which are all of them, where that of a case's rows is
there too: judging one case then reads every report. PostgreSQL keeps its own.
"""

from typing import Final

from django.db import connection

_ROWS_LOOKED_AT: Final = 1_000  # [D] of an index; SQLite's own advice is 100 to 1,000, a hundredth of a second


def keep_statistics() -> None:
    """Have SQLite look at its tables; connections that are open already heed it when they are opened anew."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
