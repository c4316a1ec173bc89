# SPDX-License-Identifier: Apache-2.0
"""Nadhir, the open duty-to-warn system: from a report of a threat to life to a warning that arrived, with proof.

The rooms, in the order of a warning's way: `intake` → `screen` → `link` → `assess` → `policy` → `tearline` →
`release` → `deliver` → `ledger` → `review`. They are pure, speak in `terms`, and never import each other; `casework`
leads a case through them, and `store`, `channels`, `reference`, `web`, `api`, `cli` and `config` touch the world.
"""

__version__ = "0.1.0"
