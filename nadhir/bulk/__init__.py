# SPDX-License-Identifier: Apache-2.0
"""Screening of archives on a distributed engine: `screen` mapped over partitions of JSON Lines.

Promise: the same answers as `nadhir screen` gives line by line, in the same order, whatever the number of workers; a
bad line becomes an error line and costs no other. Needs the extra `bulk` (Dask); a cluster is the caller's.

It stores nothing and opens no case: an archive is screened to find what a person should receive as a report.
"""

from nadhir.bulk.archive import partitions_of, screen_archive, screen_partition

__all__ = ["partitions_of", "screen_archive", "screen_partition"]
