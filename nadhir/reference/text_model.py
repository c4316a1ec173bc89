# SPDX-License-Identifier: Apache-2.0
"""The trained model that ships: a small multilingual encoder in 8 bits on ONNX Runtime, on the CPU, from local files.

Built by `make model` (`tools/screening_model`) from `training/` and the weights of multilingual-e5-small. Its files are
in `data/screening`: the encoder, the rows of its pieces in 4 bits, the pieces with their scores, the first look's
weights, and `model.toml` with version and digests, against which the others are checked when they are loaded.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nadhir.language.pieces import Piece, PieceVocabulary
from nadhir.reference.four_bits import unpacked
from nadhir.reference.model_files import ModelFiles, shipped
from nadhir.screen.model import Answer, RoleSpan, Weighing
from nadhir.screen.model_text import MODEL_LABELS, MODEL_MEANS, MODEL_ROLES, ModelText, numbers_of, windows
from nadhir.terms.errors import OursError
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label, Means, Role

if TYPE_CHECKING:
    from nadhir.screen.glance import FirstLook

__all__ = ["ShippedModel", "load"]

_FOLDER: Final = "data/screening"
SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
#: A word that begins an element at least so likely is one, and a word goes on with it: weighed on
#: data/screening/dev.jsonl and on the held-out texts of `training/` together (docs/quality.md).
_LIKELY: Final = 0.5
_LIKELY_TARGET: Final = 0.35
_GOES_ON: Final = 0.15
_MOST_TARGETS: Final = 2
_ARTICLES: Final = frozenset("the a an le la les un une des el los las una der die das den dem ein eine einen".split())
_PREPOSITIONS: Final = frozenset(
    """
    في على من إلى الى عند قرب ب in at on of to near by from à de du dans en sur von vom im am در به از в на у из da
    """.split()
)
_LOOK_PIECES: Final = 12  # about a clause
_EDGES: Final = " \t\"'«»“”‘’.,;:!?،؛؟()[]-–—…¶"


class ShippedModel:
    """The encoder and its heads. Thread-safe; loads its files when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._files = ModelFiles(folder)

    @property
    def name(self) -> str:
        """Name, version and the first digits of the encoder's digest."""
        return self._files.name

    def glance(self, texts: Sequence[str]) -> Sequence[float]:
        """Return for each folded text the first look's log-odds that it carries anything."""
        return self._first.at(texts)

    def read(self, text: ModelText) -> Answer:
        """Return what the model says of a text; of a long one, what it says of its most telling window."""
        import numpy as np  # noqa: PLC0415 - heavy, and needed only where a model is asked

        vocabulary, _, rows = self.pieces
        session = self._files.encoder
        numbers, pieces = numbers_of(text, vocabulary=vocabulary)
        prefix = sum(piece is None for piece in pieces)
        best: tuple[float, Any, Any, Any, int] | None = None
        said_most = None
        for first, ids in windows(numbers, prefix=prefix, begin=0, end=SPECIAL.index("</s>")):
            vectors = unpacked(rows[np.array(ids)])[np.newaxis]
            said, tags, look = session.run(None, {"rows": vectors, "mask": np.ones((1, len(ids)), np.float32)})
            said_most = said[0] if said_most is None else np.maximum(said_most, said[0])
            telling = float(max(said[0][0], said[0][1:7].max()))
            if best is None or telling > best[0]:
                best = (telling, said[0], tags[0][1 + prefix : -1], look[0][1 + prefix : -1], first)
        if best is None or said_most is None:
            raise OursError("a text without windows", where="ShippedModel.read", remedy="report this")
        _, said, tags, look, first = best
        own = pieces[first : first + len(tags)]
        return Answer(
            opens=float(said_most[0]),
            labels={Label(label): float(said_most[1 + n]) for n, label in enumerate(MODEL_LABELS)},
            means={Means(means): float(said[7 + n]) for n, means in enumerate(MODEL_MEANS)},
            spans=tuple(_spans(text, tags, pieces=own)),
            looked_at=_looked_at(text, look, pieces=own),
        )

    @cached_property
    def _first(self) -> "FirstLook":
        import numpy as np  # noqa: PLC0415 - as above

        from nadhir.screen.glance import FirstLook  # noqa: PLC0415 - NumPy again

        told = self._files.about["first"]
        return FirstLook(np.load(self._files.checked("first.npy")), scale=told["scale"], start=told["start"])

    @cached_property
    def weighing(self) -> Weighing:
        """How its word is put together with the rules', from `model.toml`."""
        told = self._files.about["weighing"]
        return Weighing(
            opens=tuple(told["opens"]),
            labels={Label(label): tuple(row) for label, row in told["labels"].items()},
            review={ReportKind(kind): at for kind, at in told["review"].items()},
            urgent={ReportKind(kind): at for kind, at in told["urgent"].items()},
            possible=told["possible"],
            unlikely=told["unlikely"],
            glance=told["glance"],
            ordinary=told["ordinary"],
        )

    @cached_property
    def pieces(self) -> tuple[PieceVocabulary, Any, Any]:
        """The vocabulary, the log-probability of each piece, and the pieces' rows in 4 bits."""
        import numpy as np  # noqa: PLC0415 - as above

        with np.load(self._files.checked("pieces.npz")) as held:
            pieces = held["text"].tobytes().decode("utf-8").split("\n")
            scores = held["scores"].tolist()
        vocabulary = PieceVocabulary(
            pieces,
            scores=scores,
            unknown=pieces.index("<unk>"),
            special=frozenset(map(pieces.index, SPECIAL[:3])),
        )
        return vocabulary, np.array(scores, np.float32), np.load(self._files.checked("rows.npy"), mmap_mode="r")


def _spans(text: ModelText, tags: Any, *, pieces: Sequence[Piece | None]) -> list[RoleSpan]:  # noqa: ANN401 - an array
    found: list[RoleSpan] = []
    for number, role in enumerate(MODEL_ROLES):
        begins, inside = tags[:, 1 + 2 * number], tags[:, 2 + 2 * number]
        most, likely = (_MOST_TARGETS, _LIKELY_TARGET) if role == Role.TARGET else (1, _LIKELY)
        taken: list[tuple[int, int]] = []
        for at in (-begins).argsort()[: most + 2]:
            first = int(at)
            if begins[first] < likely or len(taken) == most:
                break
            last = first + 1
            while last < len(pieces) and inside[last] >= _GOES_ON and begins[last] < inside[last]:
                last += 1
            if any(first < b and a < last for a, b in taken):
                continue
            taken.append((first, last))
            start, end = _whole_words(text.text, [p for p in pieces[first:last] if p is not None])
            start, end = _without_edges(text.text, start, end)
            raw = text.raw_span(start, end) if start < end else None
            if raw is not None:
                found.append(RoleSpan(Role(role), *raw, float(begins[first])))
    return found


def _looked_at(text: ModelText, look: Any, *, pieces: Sequence[Piece | None]) -> tuple[int, int] | None:  # noqa: ANN401
    """Return the raw slice of the run of words that was looked at most."""
    sums = [float(look[at : at + _LOOK_PIECES].sum()) for at in range(max(1, len(pieces) - _LOOK_PIECES + 1))]
    first = max(range(len(sums)), key=sums.__getitem__)
    seen = [p for p in pieces[first : first + _LOOK_PIECES] if p is not None]
    if not seen:
        return None
    start, end = _whole_words(text.text, seen)
    return text.held_span(start, end) if start < end else None


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without an article before it and a preposition after it: the shortest words that name."""
    words = text[start:end].split(" ")
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        start += len(words.pop(0)) + 1
    while len(words) > 1 and words[-1].lower() in _PREPOSITIONS:
        end -= len(words.pop()) + 1
    return start, end


def _whole_words(text: str, pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return the span of the words that the pieces are of, signs at their edges left out."""
    start, end = pieces[0].start, pieces[-1].end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


@lru_cache(maxsize=1)
def load() -> ShippedModel:
    """Return the model that ships; its files are read when it is first asked."""
    return ShippedModel(shipped(_FOLDER))
