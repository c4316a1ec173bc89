# SPDX-License-Identifier: Apache-2.0
"""Who knows each element, and how finely it may be said.

For every value of the threat: how many independent sources carry it, how many of them are protected, what the caveats
in the reports and in the established facts allow or forbid, and the finest precision that may leave. The reasons are
codes, and each thing that may not be said becomes a `Withheld`.

Each source that carries a value is asked for its own leave, and the most liberal leave holds: what another source
gives freely exposes nobody. Rules for one source, in order (ours, [D]; the law leaves the wording to the holder):
1. A report that may not be used at all gives no leave, but for the roles that the report itself, a later report of the
   same source, or an officer's established fact (an originator's consent) releases.
2. A permission allows a role up to its precision and no finer. Where a report lists what may be said ("the city and
   day only"), what the list leaves out may not be said from that report. That many know something is leave to say it,
   and no such list: it says nothing of the rest.
3. What few know may not be said at that precision or finer, unless the same report gives leave for the role as finely:
   then the two speak of two values. Words that stand in the refusal itself are refused whatever their role.
4. Without a caveat, a protected source's value is said no finer than `DEFAULT_CEILING`.
5. A value read out of an identifier of a source ("the Tanta baker") is no value of the threat.
A refusal in so many words ("do not name the site") holds in the whole case, from whichever source, unless an open
source tells the same threat: what everybody can read exposes nobody. An open page that tells no threat (where a
ceremony is held) lifts no refusal. That few know a thing binds only the source that says so,
since a second source that knows it too shows that more than those few do; the same source's other reports are bound.
A fact that a later one of the same name replaces limits nothing any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from nadhir.language.normalise import fold
from nadhir.tearline.protected import guarded_of, on_word_edges, spans_naming_sources
from nadhir.terms.case import CaseFile, HeldReport
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.screening import LADDERS, Caveat, CaveatKind, Label, Precision, Role, is_finer
from nadhir.terms.tearline import Withheld
from nadhir.terms.threat import Threat, ThreatElement

#: How finely an element may be said that only protected sources carry and no caveat speaks of. The hour, the exact
#: means and a named person known from one protected source alone point to whoever was in the room. [D]
DEFAULT_CEILING: Final[dict[Role, Precision]] = {
    Role.PLACE: Precision.SITE,
    Role.TIME: Precision.DAY,
    Role.ACTOR: Precision.ORGANISATION,
    Role.TARGET: Precision.NAMED,
    Role.MEANS: Precision.KIND,
}
#: A named actor may be said when this many independent sources name it, protected or not. [D]
SOURCES_TO_NAME: Final = 2
#: How a `Caveat.rule` begins that was heard as knowledge, not as an order: what few know, and what many know.
SHORTEST_WORD: Final = 3
KNOWN_TO_FEW: Final = "few"
KNOWN_TO_MANY: Final = "many"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One value of one role: who carries it, and the finest precision at which it may be said (None: not at all)."""

    element: ThreatElement
    independent_sources: int
    protected_sources: int
    open_sources: int
    ceiling: Precision | None
    because: tuple[str, ...]

    @property
    def may_be_said(self) -> bool:
        """Whether the value may be said as it stands, without making it coarser."""
        return self.ceiling is not None and not is_finer(
            self.element.precision, than=self.ceiling, role=self.element.role
        )


@dataclass(frozen=True, slots=True)
class Caveats:
    """The caveats of a case, gathered: from its reports and from the limits of its facts."""

    by_report: dict[ReportId, tuple[Caveat, ...]]
    of_facts: tuple[Caveat, ...]

    def forbidding(self, role: Role) -> tuple[Caveat, ...]:
        """Return the refusals in so many words for the role, which hold in the whole case."""
        everywhere = (*self.of_facts, *(c for caveats in self.by_report.values() for c in caveats))
        return tuple(c for c in everywhere if _is(c, CaveatKind.FORBIDS, role) and not c.rule.startswith(KNOWN_TO_FEW))

    def is_refused(self, role: Role) -> bool:
        """Tell whether any report or fact refuses the role at any precision."""
        everywhere = (*self.of_facts, *(c for caveats in self.by_report.values() for c in caveats))
        return any(_is(c, CaveatKind.FORBIDS, role) for c in everywhere)

    def released(self, role: Role) -> tuple[Caveat, ...]:
        """Return the leave that established facts give for the role, or for everything."""
        return tuple(c for c in self.of_facts if c.kind is CaveatKind.ALLOWS and c.role in (role, None))


@dataclass(frozen=True, slots=True)
class _Leave:
    """How finely one source lets a value be said (None: not at all), and why."""

    ceiling: Precision | None
    because: tuple[str, ...]
    is_given: bool = False  # in so many words: it then holds for the source's other reports too


def _is(caveat: Caveat, kind: CaveatKind, role: Role | None) -> bool:
    return caveat.kind is kind and caveat.role is role


def caveats_of(file: CaseFile) -> Caveats:
    """Return what reports and facts say on how finely they may be told; of facts of one name the latest counts."""
    latest = {(f.name, f.about): f for f in sorted(file.facts, key=lambda f: f.at)}
    return Caveats(
        by_report={h.report.id: h.screening.caveats for h in file.held if h.screening.caveats},
        of_facts=tuple(c for f in latest.values() for c in f.limits),
    )


def knowledge(threat: Threat, *, file: CaseFile) -> tuple[Knowledge, ...]:
    """Return, for each value of the threat, who carries it and how finely it may be said."""
    caveats = caveats_of(file)
    guarded = guarded_of(file)
    naming = {h.report.id: spans_naming_sources(h.report.content, guarded=guarded) for h in file.held}
    return tuple(_of_element(e, file=file, caveats=caveats, naming=naming) for e in threat.elements)


def _is_open(held: HeldReport) -> bool:
    return not held.source.is_protected and not held.source.kind.is_private


def _tells_the_threat(held: HeldReport) -> bool:
    """Tell whether a report says the value of the threat, and not of something harmless, like where a feast is held."""
    return bool(held.screening.labels & {Label.THREAT, Label.WARNING, Label.CLAIM, Label.ATTACK})


def _carriers(element: ThreatElement, *, file: CaseFile, caveats: Caveats) -> list[HeldReport]:
    """Return the reports that carry the value and may speak for it.

    Where any report refuses the role, an open page that tells no threat gives no leave: that a ceremony's place can be
    read everywhere does not make it free to say, for the warning would tell that our knowledge reaches as far.
    """
    carriers = [h for h in file.held if h.report.id in element.said_by]
    if not caveats.is_refused(element.role):
        return carriers
    telling = [h for h in carriers if not _is_open(h) or _tells_the_threat(h)]
    return telling or carriers


def _of_element(
    element: ThreatElement,
    *,
    file: CaseFile,
    caveats: Caveats,
    naming: Mapping[ReportId, tuple[tuple[int, int], ...]],
) -> Knowledge:
    carriers = _carriers(element, file=file, caveats=caveats)
    by_source: dict[SourceId, list[tuple[HeldReport, _Leave]]] = {}
    for held in carriers:
        if _names_a_source(element, held=held, spans=naming.get(held.report.id, ())):
            leave = _Leave(None, ("names_the_source",))
        else:
            leave = _leave(element, held=held, caveats=caveats)
        # A copy is whoever's it copies: it confirms nothing, and gives no leave of its own.
        original = file.report(held.copy_of) if held.copy_of is not None else None
        by_source.setdefault((original or held).source.id, []).append((held, leave))
    leaves = {
        source: _of_source([leave for _, leave in given], role=element.role) for source, given in by_source.items()
    }
    usable = [h for source, given in by_source.items() if leaves[source].ceiling is not None for h, _ in given]
    is_refused = caveats.is_refused(element.role)
    open_sources = {h.source.id for h in usable if _is_open(h) and (_tells_the_threat(h) or not is_refused)}
    sources = [source for source, leave in leaves.items() if leave.ceiling is not None]
    best = max(leaves.values(), key=lambda leave: _rung(leave.ceiling, role=element.role), default=_Leave(None, ()))
    if open_sources:
        best = _Leave(LADDERS[element.role][-1], ("open_source_says_it",))
    elif best.ceiling is not None:
        if element.role is Role.ACTOR and len(sources) >= SOURCES_TO_NAME and "only_protected_sources" in best.because:
            best = _Leave(Precision.NAMED, ("several_sources_name_it",))
        best = _within_refusals(best, role=element.role, refusals=caveats.forbidding(element.role))
    return Knowledge(
        element=element,
        independent_sources=len(sources),
        protected_sources=len({h.source.id for h in usable if h.source.is_protected}),
        open_sources=len(open_sources),
        ceiling=best.ceiling,
        because=best.because,
    )


def _rung(precision: Precision | None, *, role: Role) -> int:
    return -1 if precision is None else LADDERS[role].index(precision)


def _names_a_source(element: ThreatElement, *, held: HeldReport, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether the report says the value nowhere but inside a string that names a source."""
    said = [e.span for e in element.evidence if e.report_id == held.report.id]
    return bool(said) and all(any(s.start < end and start < s.end for start, end in spans) for s in said)


def _of_source(leaves: list[_Leave], *, role: Role) -> _Leave:
    """Return what one source gives over all its reports: what it gave in so many words, else the least that it gave."""
    given = [leave for leave in leaves if leave.is_given]
    return min(given or leaves, key=lambda leave: _rung(leave.ceiling, role=role))


def _leave(element: ThreatElement, *, held: HeldReport, caveats: Caveats) -> _Leave:
    """Return how finely one report lets the value be said, by its own caveats and the facts."""
    role, ladder = element.role, LADDERS[element.role]
    own = caveats.by_report.get(held.report.id, ())
    released = caveats.released(role) if held.source.kind.is_private else ()
    allowed = [c for c in (*own, *released) if _is(c, CaveatKind.ALLOWS, role)]
    is_whole = any(_is(c, CaveatKind.ALLOWS, None) for c in (*own, *released))
    if allowed:
        top = max((c.precision or ladder[-1] for c in allowed), key=ladder.index)
        leave = _Leave(top, ("caveat_allows",), is_given=True)
    elif any(_is(c, CaveatKind.FORBIDS, None) for c in own) and not is_whole:
        return _Leave(None, ("caveat_bars_report",))
    elif not is_whole and any(
        c.kind is CaveatKind.ALLOWS and c.role is not None and not c.rule.startswith(KNOWN_TO_MANY) for c in own
    ):
        return _Leave(None, ("caveat_lists_other_elements_only",))
    elif not held.source.is_protected:
        leave = _Leave(ladder[-1], ("source_not_protected",))
    else:
        leave = _Leave(DEFAULT_CEILING[role], ("only_protected_sources",))
    few = [
        c
        for c in own
        if _is(c, CaveatKind.FORBIDS, role)
        and c.rule.startswith(KNOWN_TO_FEW)
        and not _speaks_of_another(c, element=element, held=held, allowed=allowed)
    ]
    leave = _within_refusals(leave, role=role, refusals=few)
    if leave.ceiling is not None and _is_refused_by_its_words(element, held=held, own=own):
        rung = min(_rung(leave.ceiling, role=role), _rung(element.precision, role=role) - 1)
        return _Leave(ladder[rung] if rung >= 0 else None, ("caveat_forbids",), is_given=leave.is_given)
    return leave


def _is_refused_by_its_words(element: ThreatElement, *, held: HeldReport, own: tuple[Caveat, ...]) -> bool:
    """Tell whether the words that say the value stand in a refusal of the report ("gym and 9.15 were heard by three").

    Words that a permission of the same report names too are not refused.
    """
    refused = [fold(c.span.exact) for c in own if c.kind is CaveatKind.FORBIDS]
    given = [fold(c.span.exact) for c in own if c.kind is CaveatKind.ALLOWS]
    said = [fold(e.span.exact) for e in element.evidence if e.report_id == held.report.id]
    return any(
        len(words) >= SHORTEST_WORD
        and any(_holds(r, words) for r in refused)
        and not any(_holds(g, words) for g in given)
        for words in said
    )


def _holds(passage: str, words: str) -> bool:
    at = passage.find(words)
    while at >= 0:
        if on_word_edges(passage, start=at, end=at + len(words)):
            return True
        at = passage.find(words, at + 1)
    return False


def _speaks_of_another(refusal: Caveat, *, element: ThreatElement, held: HeldReport, allowed: list[Caveat]) -> bool:
    """Tell whether what few know is another value than this one, for which the report gives leave as finely."""
    ladder = LADDERS[element.role]
    said = [e.span for e in element.evidence if e.report_id == held.report.id]
    if any(s.start < refusal.span.end and refusal.span.start < s.end for s in said):
        return False
    rung = ladder.index(refusal.precision or ladder[0])
    return any(ladder.index(c.precision or ladder[-1]) >= rung for c in allowed)


def _within_refusals(leave: _Leave, *, role: Role, refusals: Iterable[Caveat]) -> _Leave:
    """Return the leave made coarser until no refusal speaks against it; leave in so many words keeps the coarsest."""
    ladder = LADDERS[role]
    for refusal in refusals:
        if leave.ceiling is None:
            break
        at = _rung(refusal.precision or ladder[0], role=role)
        if at > ladder.index(leave.ceiling):
            continue
        if at == 0 and not leave.is_given:
            return _Leave(None, ("caveat_forbids",))
        leave = _Leave(ladder[max(at - 1, 0)], (*leave.because, "caveat_forbids_finer"), is_given=leave.is_given)
    return leave


def withheld_of(found: Iterable[Knowledge], *, file: CaseFile) -> tuple[Withheld, ...]:
    """Return what is known and may not be said as finely as it is known, with where it stands and why."""
    listed: list[Withheld] = []
    for item in found:
        if item.may_be_said:
            continue
        listed.extend(
            Withheld(
                because=item.because,
                role=item.element.role,
                precision=item.element.precision,
                report_id=evidence.report_id,
                span=evidence.span,
            )
            for evidence in item.element.evidence
        )
    for held in file.held:
        listed.extend(
            Withheld(
                because=("caveat_in_report",), role=c.role, precision=c.precision, report_id=held.report.id, span=c.span
            )
            for c in held.screening.caveats
            if c.kind is CaveatKind.FORBIDS
        )
    return tuple(listed)
