# SPDX-License-Identifier: Apache-2.0
"""Turns labelled texts into what the network reads: numbers of pieces, and for each text and piece what is right.

The text goes the way it goes in screening: the article of the report (`Reading.article`), made plain, its kind written
before it. Training texts are given in several spellings (as written, without hamza, without case or punctuation), so
that no label hangs on one; all of them have the same length, and the elements stay where they are.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from nadhir.language.pieces import PieceVocabulary
from nadhir.screen.lexicon import Lexicon
from nadhir.screen.model_text import MODEL_LABELS, MODEL_MEANS, MODEL_ROLES, ModelText, model_text, numbers_of
from nadhir.screen.reading import Reading, language_of
from nadhir.terms.ids import ReportId, SourceId
from nadhir.terms.report import Fingerprint, Passage, PassageKind, Report, ReportKind
from nadhir.terms.text import Language

SPELLINGS: Final = 4
_WITHOUT_HAMZA: Final = str.maketrans("أإآىةؤئ", "اااي" + "هوي")
_WITHOUT_SIGNS: Final = str.maketrans(dict.fromkeys(".,;:!?،؛؟«»\"'()[]-–—…", " "))
#: What is changed, in which spelling always, and how often in the others.
_CHANGES: Final[tuple[tuple[Callable[[str], str], int, float], ...]] = (
    (lambda text: text.translate(_WITHOUT_HAMZA), 1, 0.4),
    (str.lower, 2, 0.3),
    (lambda text: text.translate(_WITHOUT_SIGNS), 3, 0.2),
)


@dataclass(frozen=True)
class Example:
    """One labelled text, ready for the network; `folded` is the whole of it, for the first look."""

    identifier: str
    language: str
    kind: str
    text: ModelText
    folded: str
    labels: frozenset[str]
    opens: bool
    elements: tuple[tuple[str, int, int, str], ...]  # role, start, end in the model's text; the means where it is one


def read(paths: Iterable[Path], *, lexicon: Lexicon) -> Iterator[Example]:
    """Yield the examples of JSON Lines files, in their order."""
    for path in paths:
        for item in items(path):
            yield example(item, lexicon=lexicon)


def items(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of one file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def report_of(item: Mapping[str, Any]) -> Report:
    """Return a labelled text as the report that screening gets."""
    text = item["text"]
    return Report(
        id=ReportId(item["id"]), source_id=SourceId("training"), content=text,
        passages=(Passage(0, len(text), PassageKind.BODY),) if text else (), title=None, body=text,
        language=Language(item["lang"]), kind=ReportKind(item["kind"]), fingerprint=Fingerprint("0"),
        held_at=datetime(2026, 1, 1, tzinfo=UTC), media_type="text/plain", encoding="utf-8",
        size_bytes=len(text.encode()),
        published_on=date.fromisoformat(item["published"]) if item["published"] else None,
    )  # fmt: skip


def example(item: Mapping[str, Any], *, lexicon: Lexicon) -> Example:
    """Return one line of a file as an example; an element that is no part of the article is left out."""
    report = report_of(item)
    reading = Reading(report, lexicon=lexicon, language=language_of(report))
    text = model_text(report, ranges=reading.article)
    elements = []
    for element in item["elements"]:
        start = element.get("start", item["text"].find(element["text"]))
        found = text.span_of(start, start + len(element["text"]))
        if found is not None:
            norm = element["norm"] if element["role"] == "means" else ""
            elements.append((element["role"], *found, norm))
    return Example(
        identifier=item["id"],
        language=item["lang"],
        kind=item["kind"],
        text=text,
        folded=reading.text.text,
        labels=frozenset(item["labels"]),
        opens=item["opens_case"],
        elements=tuple(elements),
    )


def spellings(text: str, *, seed: str) -> list[str]:
    """Return the text in several spellings of the same length, the first as it is written."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, and no secret
    out = [text]
    for number in range(1, SPELLINGS):
        other = text
        for change, always, often in _CHANGES:
            if number == always or chance.random() < often:
                changed = change(other)
                other = changed if len(changed) == len(other) else other
        letters = list(other)
        for at in range(len(letters) - 1):
            if letters[at].isalpha() and letters[at + 1].isalpha() and chance.random() < 0.006 * number:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        out.append("".join(letters))
    return out


def arrays(examples: Sequence[Example], *, vocabulary: PieceVocabulary, is_training: bool) -> dict[str, Any]:
    """Return the examples as arrays: `ids` and `tags` run on, `offsets` tell where each spelling begins."""
    ids: list[int] = []
    tags: list[int] = []
    offsets = [0]
    owner: list[int] = []
    for number, one in enumerate(examples):
        texts = spellings(one.text.text, seed=one.identifier) if is_training else [one.text.text]
        for written in texts:
            numbers, pieces = numbers_of(one.text.with_text(written), vocabulary=vocabulary)
            mine = [0] * len(numbers)
            for role, start, end, _ in one.elements:
                inside = [n for n, p in enumerate(pieces) if p is not None and p.start < end and start < p.end]
                for n in inside:
                    mine[n] = 1 + 2 * MODEL_ROLES.index(role) + (n != inside[0])
            ids += numbers
            tags += mine
            offsets.append(len(ids))
            owner.append(number)
    means = [next((MODEL_MEANS.index(m) for r, _, _, m in one.elements if r == "means"), -1) for one in examples]
    return {
        "ids": np.array(ids, np.int32),
        "tags": np.array(tags, np.int8),
        "offsets": np.array(offsets, np.int64),
        "owner": np.array(owner, np.int32),
        "labels": np.array([[label in one.labels for label in MODEL_LABELS] for one in examples], np.float32),
        "opens": np.array([one.opens for one in examples], np.float32),
        "means": np.array(means, np.int64),
        "lang": np.array([one.language for one in examples]),
        "kind": np.array([one.kind for one in examples]),
        "id": np.array([one.identifier for one in examples]),
    }
