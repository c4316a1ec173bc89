"""The life of a case as one table: which event may follow in which state, and where it leads.

Promise: every change of a case's state goes through `advance`, which either returns the next case or raises
`NotAllowedError` and leaves everything as it was. No path loses a report: a report can be linked in every state, a
closed case is reopened by it, and no event takes one away. A case that still has open questions does not close, nor one
in which life was in question without a second person (law.md 6, F4, F5 and F7: Parkland and Boston).

It does not decide anything about the threat (`assess`), the duty (`policy`) or a delivery (`deliver`), keeps no clock,
and stores nothing. That what was viewed before a closing is on record is checked by the shell, which knows the views.
Which reports belong to a case is written by the shell in the same transaction as the event; `advance` carries them on.
"""

from nadhir.lifecycle.drawing import draw
from nadhir.lifecycle.table import TABLE, NotAllowedError, advance, may_follow

__all__ = ["TABLE", "NotAllowedError", "advance", "draw", "may_follow"]
