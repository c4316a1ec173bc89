"""The life of a case as one table: which event may follow in which state, and where it leads.

Promise: every change of a case's state goes through `advance`, which either returns the next case or raises
`NotAllowedError` and leaves everything as it was. No path loses a report: a report can be linked in every state, a
closed case is reopened by it, and no event takes one away. A case that still has open questions does not close, nor one
in which life was in question without a second person, nor one of which a report was neither opened by whoever proposes
it nor left unread for a reason (law.md 6, F4, F5 and F7: Parkland and Boston). Once a case has a commander it has one
for ever: command passes to whoever accepts it, and leaves nobody in their place only by an event that names the next
(F23: Uvalde).

It does not decide anything about the threat (`assess`), the duty (`policy`) or a delivery (`deliver`), keeps no clock,
and stores nothing. What an officer opened is known by the shell, which records it, and comes in with the closing.
Which reports belong to a case is written by the shell in the same transaction as the event; `advance` carries them on.
"""

from nadhir.lifecycle.closing import is_life_in_question, needs_senior_review
from nadhir.lifecycle.drawing import draw
from nadhir.lifecycle.table import TABLE, NotAllowedError, advance, may_follow

__all__ = [
    "TABLE",
    "NotAllowedError",
    "advance",
    "draw",
    "is_life_in_question",
    "may_follow",
    "needs_senior_review",
]
