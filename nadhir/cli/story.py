# SPDX-License-Identifier: Apache-2.0
"""Tell a person at a terminal what was read, found, linked, judged, said and done; used by `demo`, `receive`, `case`.

It words codes with the same tables as the desk (`casework.wording`) and decides nothing. A quotation stands between
isolates, so that an Arabic one keeps its order inside an English line on terminals that know how.
"""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Final, TypeVar

from nadhir.casework.route import Routed
from nadhir.casework.wording import contributed, described, language_name, one_of, reason, sentence, word
from nadhir.cli.command import Console
from nadhir.terms.assessment import Answer, Assessment, Likelihood, LikelihoodChoice, Limb
from nadhir.terms.determination import Determination
from nadhir.terms.links import Link
from nadhir.terms.report import Report, Understanding
from nadhir.terms.screening import Screening
from nadhir.terms.tearline import Tearline
from nadhir.terms.text import Language
from nadhir.terms.threat import Evidence

T = TypeVar("T")
WIDTH: Final = 110  # columns; a wider terminal gains nothing for reading
LABEL: Final = 12
LONGEST_QUOTE: Final = 90
MOST_QUOTES: Final = 3
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def quoted(text: str) -> str:
    """Return a quotation, shortened at its end, isolated from the line around it."""
    flat = " ".join(text.split())
    short = flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"
    return f"“{FIRST_STRONG_ISOLATE}{short}{POP_ISOLATE}”"


class Story:
    """Writes a story to the console, its moments in one time zone."""

    def __init__(self, console: Console, *, zone: tzinfo) -> None:
        self.console = console
        self.zone = zone
        self._has_colour = console.out.isatty()

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def moment(self, at: datetime) -> str:
        """Return a moment with hour and zone."""
        return at.astimezone(self.zone).strftime("%d %b %Y %H:%M %Z")

    def hour(self, at: datetime) -> str:
        """Return a deadline with its day, hour, distance from UTC and the name of the zone.

        >>> from datetime import UTC
        >>> from zoneinfo import ZoneInfo
        >>> story = Story(Console(), zone=ZoneInfo("Asia/Riyadh"))
        >>> story.hour(datetime(2026, 3, 1, 11, 30, tzinfo=UTC))
        '01 Mar 2026 14:30 +03 Asia/Riyadh'
        """
        local = at.astimezone(self.zone)
        offset = local.strftime("%z")
        shift = offset[:3] + (f":{offset[3:5]}" if offset[3:5] != "00" else "")
        return f"{local:%d %b %Y %H:%M} {shift} {self.zone}"

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.console.print()
        self.console.print(self._strong(f"━━ {title} " + "━" * max(0, WIDTH - len(title) - 4)))

    def scene(self, title: str, *, at: datetime | None = None) -> None:
        """Begin a scene within a chapter."""
        when = f"{self.moment(at)}  " if at is not None else ""
        self.console.print()
        self.console.print(self._strong(f"{when}{title}"))

    def say(self, label: str, *lines: str) -> None:
        """Write labelled lines, wrapped; nothing where there are none."""
        first = f"  {label:<{LABEL}}" if len(label) < LABEL else f"  {label}  "
        margin = " " * (LABEL + 2)
        for number, line in enumerate(lines):
            lead = first if number == 0 else margin
            wrapped = textwrap.wrap(line, WIDTH, initial_indent=lead, subsequent_indent=margin, break_on_hyphens=False)
            for one in wrapped or [lead]:
                self.console.print(one)

    def block(self, text: str) -> None:
        """Write a text as it is, indented."""
        for line in text.rstrip("\n").splitlines():
            self.console.print(f"      │ {line}")

    def _strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self._has_colour else text

    # ── what was read, found and linked ─────────────────────────────────────────────────────────────────────────────

    def report(self, report: Report) -> None:
        """Tell what was read of a report."""
        if report.understanding is Understanding.NOT_UNDERSTOOD:
            self.say("read", f"not understood: {sentence(report.problem)}; kept as it came, and put before a person")
            return
        published = report.published_on.isoformat() if report.published_on else "no date on it"
        title = quoted(report.title) if report.title else "no title"
        self.say("read", f"{language_name(report.language)} · {title} · {published} · {report.encoding}")
        if report.source_chain.members:
            isolated = (f"{FIRST_STRONG_ISOLATE}{m}{POP_ISOLATE}" for m in report.source_chain.members)
            self.say("told by", " → ".join(isolated))

    def screening(self, screening: Screening, *, why_no_case: str = "") -> None:
        """Tell what was found, with the words that said so."""
        if not screening.labels and not screening.is_possible_threat:
            self.say("found", "nothing that speaks of a threat, an attack, a claim, a warning or a call")
        elif not screening.labels:
            self.say("found", "no threat in so many words, but a possible one")
        for label in sorted(screening.labels):
            spans = [f.span.exact for f in screening.findings if f.label is label]
            self.say("found", f"{word(label)}: " + ", ".join(quoted(s) for s in _some(spans)))
        for element in screening.elements:
            self.say(word(element.role), f"{described(element.norm)}  {quoted(element.span.exact)}")
        for caveat in screening.caveats:
            precision = f" at {word(caveat.precision)}" if caveat.precision else ""
            role = word(caveat.role) if caveat.role else "all of it"
            self.say("caveat", f"{word(caveat.kind)}: {role}{precision}  {quoted(caveat.span.exact)}")
        if why_no_case:
            self.say("no case", sentence(why_no_case))

    def routed(self, routed: Routed, *, names: dict[str, str]) -> None:
        """Tell all of one report's way into a case or past it; `names` gives reports and cases the story's names."""
        self.report(routed.report)
        if routed.screening is not None:
            self.screening(routed.screening)
        links = routed.links.links if routed.links is not None else ()
        best: dict[str, Link] = {}
        for link in sorted(links, key=lambda one: -one.score):
            best.setdefault(link.other_id, link)
        for link in best.values():
            because = "; ".join(_named(reason(r), names=names) for r in link.reasons)
            other = names.get(link.other_id, link.other_id)
            self.say("linked", f"{other}, {word(link.kind)} ({link.score:.2f}): {because}")
        if routed.case_id is None:
            self.say("no case", sentence(routed.why_no_case))
            return
        case = names.get(routed.case_id, routed.case_id)
        how = "opens a case of its own" if routed.has_opened_case else "joins"
        self.say("case", f"{how}: {case}")
        if routed.determination is not None:
            because = "; ".join(sentence(r) for r in routed.determination.reasons)
            self.say("so far", f"{word(routed.determination.outcome)}: {because}")

    # ── what was judged ─────────────────────────────────────────────────────────────────────────────────────────────

    def assessment(self, assessment: Assessment, *, names: dict[str, str]) -> None:
        """Tell the limbs of the test with their evidence, and likelihood and confidence in lines of their own."""
        self.say("harm", word(assessment.threat.harm))
        for name, limb in (
            ("credible", assessment.credible),
            ("specific", assessment.specific),
            ("impending", assessment.impending),
        ):
            self._limb(name, limb, names=names)
        self.say("likelihood", *_likelihood(assessment.likelihood, choice=assessment.likelihood_choice, story=self))
        self.say("confidence", word(assessment.confidence))
        self.say("sources", f"{assessment.independent_sources} independent (copies count once)")
        self._specificity(assessment, names=names)

    def _specificity(self, assessment: Assessment, *, names: dict[str, str]) -> None:
        """Tell what is known of each element and how finely, and which reports meet the threshold together."""
        for row in assessment.specificity:
            lines = [
                f"{described(value.norm)} ({word(value.precision)}): {value.independent_sources} independent — "
                + ", ".join(names.get(report_id, report_id) for report_id in value.report_ids)
                for value in row.values
            ] or ["nothing is said of it"]
            if row.missing:
                lines.append("not known: " + ", ".join(word(precision) for precision in row.missing))
            self.say(word(row.role), *lines)
        if assessment.is_met_jointly:
            lines = [f"{names.get(c.report_id, c.report_id)}: {', '.join(contributed(c))}" for c in assessment.met_by]
            self.say("jointly", "no report meets the threshold alone; these do together:", *lines)

    def _limb(self, name: str, limb: Limb, *, names: dict[str, str]) -> None:
        lines = [f"{word(limb.answer)}: " + "; ".join(sentence(b) for b in limb.because)]
        lines += self._evidence(limb.evidence, names=names)
        if limb.missing:
            lines.append("missing: " + "; ".join(sentence(m) for m in limb.missing))
        self.say(name, *lines)

    def _evidence(self, evidence: Sequence[Evidence], *, names: dict[str, str]) -> list[str]:
        return [
            f"{quoted(e.span.exact)} — {names.get(e.report_id, e.report_id)}: {sentence(e.shows)}"
            for e in _some(list(dict.fromkeys(evidence)))
        ]

    def determination(self, determination: Determination, *, parties: dict[str, str], names: dict[str, str]) -> None:
        """Tell the outcome, each paragraph's answer, whom it names, and the clock."""
        bound = "" if determination.is_bound else ", applied as the holder's own policy"
        self.say("outcome", f"{word(determination.outcome)} under {determination.pack}{bound}")
        self.say("because", "; ".join(sentence(r) for r in determination.reasons))
        for holding in (each for each in determination.holdings if each.holds is not Answer.NO):
            unverified = "" if holding.provision.is_verified else " *"
            because = "; ".join(sentence(b) for b in holding.because)
            lines = [f"{word(holding.holds)}: {because}{unverified}", *self._evidence(holding.evidence, names=names)]
            if holding.left_to_person:
                lines.append(f"left to a person: {sentence(holding.left_to_person)}")
            self.say(f"§ {holding.provision.paragraph}", *lines)
        others = [each.provision.paragraph for each in determination.holdings if each.holds is Answer.NO]
        if others:
            self.say("§ not held", f"asked, and answered no: {', '.join(others)} (nadhir explain says why)")
        if not all(h.provision.is_verified for h in determination.holdings):
            self.say("", "* written from secondary sources: the paragraph was not verified in the primary text")
        for addressee in determination.addressees:
            via = f", through {parties.get(addressee.via, addressee.via)}" if addressee.via else ""
            because = "; ".join(sentence(b) for b in addressee.because)
            self.say("to be told", f"{parties.get(addressee.party_id, addressee.party_id)}{via}: {because}")
        for other in determination.not_addressed:
            because = "; ".join(sentence(b) for b in other.because)
            self.say("not told", f"{parties.get(other.party_id, other.party_id)}: {because}")
        for risk in determination.risks:
            party = parties.get(risk.party_id, risk.party_id)
            self.say("harm?", f"telling {party}, {word(risk.to)}: {sentence(risk.code)}")
        for weighing in determination.weighings:
            party = parties.get(weighing.party_id, weighing.party_id)
            self.say("weighed", f"{party}: {word(weighing.choice)}, by {weighing.by}: {weighing.because}")
        for miss in determination.near_misses:
            whom = parties.get(miss.victim, miss.victim) if miss.victim is not None else "everybody at risk"
            because = "; ".join(sentence(b) for b in miss.because)
            self.say("no ground", f"{word(miss.ground)}, for {whom}: {because}")
        clock = determination.clock
        self.say("clock", f"release decision due {self.hour(clock.due_at)}, {clock.minutes} minutes from knowledge")

    def attribution(self, assessment: Assessment, *, names: dict[str, str]) -> None:
        """Tell who may have done it, each with what speaks for and against."""
        for hypothesis in assessment.hypotheses:
            lines = list(_likelihood(hypothesis.likelihood, choice=None, story=self))
            lines += [f"for: {sentence(code)}" for code in hypothesis.speaks_for]
            lines += [f"against: {sentence(code)}" for code in hypothesis.speaks_against]
            lines += self._evidence(hypothesis.evidence, names=names)
            self.say("who did it", hypothesis.actor, *lines)

    # ── what is said ────────────────────────────────────────────────────────────────────────────────────────────────

    def tearline(self, tearline: Tearline, *, languages: Iterable[Language], names: dict[str, str]) -> None:
        """Tell the texts, and (for the high side) what is withheld and why."""
        for language in languages:
            self.scene(f"The warning in {language_name(language)}")
            self.block(tearline.texts[language].content)
        self.scene("Withheld (never leaves the house)")
        told: set[tuple[str, str]] = set()
        for withheld in tearline.withheld:
            if withheld.span is None:
                continue
            because = "; ".join(sentence(b) for b in withheld.because)
            key = (withheld.span.exact, because)
            if key not in told:
                told.add(key)
                role = word(withheld.role) if withheld.role else "report"
                where = names.get(withheld.report_id or "", withheld.report_id or "")
                self.say(role, f"{quoted(withheld.span.exact)} — {where}: {because}")
        leaks = len(tearline.leaks)
        self.say("leak check", "nothing leaks in any language" if not leaks else f"{leaks} leaks: it may not leave")


def _likelihood(given: Likelihood, *, choice: LikelihoodChoice | None, story: Story) -> tuple[str, ...]:
    """Return the word with its interval and yardstick; the words to choose from where nobody has; who chose and why."""
    said = word(given.term) if given.term else f"{one_of(given.terms)}: a person chooses"
    line = f"{said} ({given.low}–{given.high} %, {word(given.yardstick)})"
    if choice is None:
        return (line,)
    return line, f"chosen by {choice.by}, {story.moment(choice.at)}: {quoted(choice.reason)}"


def _named(text: str, *, names: dict[str, str]) -> str:
    """Return the text with the story's names in place of ids that it holds."""
    for known, name in names.items():
        text = text.replace(known, name)
    return text


def _some(values: Sequence[T]) -> list[T]:
    return list(values)[:MOST_QUOTES]
