# SPDX-License-Identifier: Apache-2.0
"""Screen texts that are no reports of a case: lines of a stream or an archive, with nothing stored.

The same reading and screening as a received report gets; what differs is that nobody keeps it. Used by the command line
and by `bulk`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from nadhir.intake import Received, read
from nadhir.reference import intake_knowledge, lexicon
from nadhir.screen import screen
from nadhir.terms.errors import TheirsError
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import ReportKind, Understanding
from nadhir.terms.screening import Means, Norm, PlaceNorm, Screening, TimeNorm
from nadhir.terms.text import UNKNOWN_LANGUAGE, Language

NOBODY: Final = SourceId("a-line")
UNREAD_LANGUAGE: Final = "unknown_language"  # intake's code: read, in no language that Nadhir knows


class LineError(TheirsError):
    """One line of the input is not what it should be."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text to screen, as the labelling guideline's lines give it."""

    text: str
    language: Language | None = None
    kind: ReportKind | None = None
    published_on: date | None = None

    @classmethod
    def parse(cls, value: Mapping[str, object], *, where: str) -> "TextLine":
        """Return the line that a JSON object gives; `lang`, `kind` and `published` may be absent or null.

        Raises:
            LineError: a field is missing or of the wrong kind.
        """
        text = _string(value, "text", where=where)
        if text is None:
            raise LineError("there is no `text`", where=where, remedy='give {"id": …, "text": "…"}')
        language = _string(value, "lang", where=where)
        return cls(
            text=text,
            language=Language(language) if language else None,
            kind=_kind(value, where=where),
            published_on=_date(value, where=where),
        )


def screen_text(line: TextLine, *, at: datetime, where: str) -> dict[str, object]:
    """Return what screening says of one text, in the words of the screening guideline.

    Offsets count code points of the text as given. In a language that nobody here reads, `needs_person` is true and
    `problem` says so: that no label was given then says nothing.

    Raises:
        LineError: the text is empty, binary, too large or garbled; `where` names its place in the input.
    """
    data = line.text.encode("utf-8", "surrogatepass")
    report = read(
        Received(
            id=ReportId(hashlib.sha256(data).hexdigest()[:16]),
            source_id=NOBODY,
            data=data,
            held_at=at,
            media_type="text/plain",
            declared_encoding="utf-8",
            kind=line.kind,
            published_on=line.published_on,
            language=line.language,
        ),
        knowledge=intake_knowledge.load(),
    )
    if report.understanding is Understanding.NOT_UNDERSTOOD and report.problem != UNREAD_LANGUAGE:
        raise LineError(
            f"the text was not understood ({report.problem.replace('_', ' ')}), so that nothing can be said of it",
            where=where,
            remedy="let a person read it: this is no word that it holds no threat",
        )
    screening = screen(report, lexicon=lexicon.load(), today=at.date())
    answer = answer_of(screening)
    if report.problem or not screening.is_language_known:
        answer["problem"] = report.problem or UNREAD_LANGUAGE
        answer["needs_person"] = True
    return answer


def answer_of(screening: Screening) -> dict[str, object]:
    """Return a screening as a line that programs read."""
    return {
        "lang": None if screening.language == UNKNOWN_LANGUAGE else screening.language,
        "labels": sorted(label.value for label in screening.labels),
        "opens_case": screening.opens_case,
        "queue": screening.queue.value,
        "score": round(screening.score, 4),
        "elements": [
            {
                "role": e.role.value,
                "start": e.span.start,
                "end": e.span.end,
                "text": e.span.exact,
                "norm": norm_value(e.norm),
            }
            for e in screening.elements
        ],
        "evidence": [
            {"label": f.label.value, "start": f.span.start, "end": f.span.end, "rule": f.rule}
            for f in screening.findings
        ],
        "screener": screening.screener,
    }


def norm_value(norm: Norm) -> object:
    """Return a normalised value in the form of the screening guideline: coordinates to one decimal, ISO dates."""
    match norm:
        case PlaceNorm():
            place = {"name": norm.name, "country": norm.country, "lat": round(norm.lat, 1), "lon": round(norm.lon, 1)}
            return place | ({"alternatives": list(norm.alternatives)} if norm.alternatives else {})
        case TimeNorm():
            return {"start": norm.start.isoformat(), "end": norm.end.isoformat()}
        case Means():
            return norm.value
        case _:
            return norm.name


def _string(value: Mapping[str, object], key: str, *, where: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str):
        raise LineError(f"`{key}` is no text", where=where, remedy=f'give "{key}": "…", or null')
    return found


def _kind(value: Mapping[str, object], *, where: str) -> ReportKind | None:
    kind = _string(value, "kind", where=where)
    if kind is None:
        return None
    try:
        return ReportKind(kind)
    except ValueError:
        known = ", ".join(ReportKind)
        raise LineError(f"there is no kind {kind!r}", where=where, remedy=f"give one of {known}, or null") from None


def _date(value: Mapping[str, object], *, where: str) -> date | None:
    found = _string(value, "published", where=where)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[:10])
    except ValueError:
        remedy = "give a day of the calendar, as 2024-01-03, or null"
        raise LineError(f"`published` {found!r} is no date", where=where, remedy=remedy) from None
