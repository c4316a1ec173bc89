"""The table drawn as a Mermaid state diagram, for docs/lifecycle.md; a test keeps the two equal.

Events that leave a case where it is are listed under the diagram by whoever shows it: an arrow from a state to itself
tells a reader nothing and hides the ways that matter.
"""

from collections import defaultdict

from nadhir.lifecycle.table import TABLE
from nadhir.terms.case import CaseEventKind, CaseState


def draw() -> str:
    """Return the diagram: one arrow for each pair of states, with the events that lead along it, in a stable order.

    >>> draw().splitlines()[0]
    'stateDiagram-v2'
    """
    arrows: defaultdict[tuple[CaseState, CaseState], list[CaseEventKind]] = defaultdict(list)
    for (state, event), leads_to in TABLE.items():
        if leads_to is not state:
            arrows[state, leads_to].append(event)
    order = list(CaseState)
    lines = ["stateDiagram-v2", f"    [*] --> {CaseState.OPENED}: {CaseEventKind.CASE_OPENED}"]
    for state, leads_to in sorted(arrows, key=lambda pair: (order.index(pair[0]), order.index(pair[1]))):
        events = "<br/>".join(sorted(arrows[state, leads_to]))
        lines.append(f"    {state} --> {leads_to}: {events}")
    return "\n".join(lines) + "\n"
