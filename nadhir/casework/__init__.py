# SPDX-License-Identifier: Apache-2.0
"""Every use case of the house, one file a step, all of one shape.

Promise: each use case is one durable transaction that opens, loads and locks, lets a pure room decide, saves, appends
to the ledger *in the same transaction* and puts what leaves the house into the outbox. Whatever fails in between leaves
nothing behind. Who may do it is asked of `authority` first, and nothing is loaded but within the caller's scope.

In the order of a warning's way: `receive` (of several at once: `unpack`; `read_report` reads the bytes, `read_apart`
PDFs) `screen` `link` (together: `route`) · `establish` `assess` `determine` · `write_tearline` `release` · `deliver`
`record_silence` `escalate` `acknowledge` `hand_over` · `seal` `review` `share` · `tasks` `accounts` `directory`
`erase`. Reading: `queries`, whose answers are the frozen dataclasses of `read_models`.

Each takes the `House` (clock, identifiers, keys, channels, knowledge) first and everything else by name.
`house.house()` returns the one that the settings wire.
"""
