# SPDX-License-Identifier: Apache-2.0
"""Screening of archives on a distributed engine: `screen` mapped over the parts of JSON Lines and Parquet files.

Promise: the same answers as `nadhir screen` gives line by line, in the same order, whatever the number of workers, and
however often the run was killed on its way: a part is written whole or not at all, and is screened once. A bad line
becomes a row that says so and costs no other; a damaged file keeps what could be read of it, and says from where on it
could not. An archive that changed under the run is refused, never mixed.

The way: `inputs` finds the files, `plan` cuts them into parts, `reading` gives the lines of a part, `work` answers them
on whatever worker takes it, `answers` is the form of a row, `folder` keeps the answers, `cluster` finds the workers,
`archive` leads all of it. Needs the extra `bulk` (Dask, pyarrow).

It stores nothing in a house and opens no case: an archive is screened to find what a person should receive as a report.
"""

from nadhir.bulk.archive import Progress, screen_archive, screen_on_cluster

__all__ = ["Progress", "screen_archive", "screen_on_cluster"]
