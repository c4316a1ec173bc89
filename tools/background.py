# SPDX-License-Identifier: Apache-2.0
"""Counts the words of our own training texts: the background that key terms are held against.

Writes one file a language into `nadhir/reference/data/intake/background`: the number of all words in the first line,
in the second the words that no term begins or ends with, then the commonest words, each with its count. Only our own
texts are counted, so that nothing of others is passed on.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Final

from nadhir.intake.key_terms import bare_word, words_of

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "nadhir" / "reference" / "data" / "intake" / "background"
LANGUAGES: Final = ("ar", "de", "en", "es", "fa", "fr", "ru", "tr", "ur")
MOST_WORDS: Final = 3_000
STOP_WORDS: Final = 110  # the words in the most texts are grammar, days and numbers, but for these, which are matter
MATTER: Final = frozenset(
    "الشرطه رييس الرييس قتل المدينه مدير الناس النار رساله وزاره وزير police killed school shot dead friday tue mort "
    "place guerre حمله پليس كشته خانه كابل silah silahli polis belediye okul bomba bicak kan полиция погибли суд "
    "policia casa aviso guardia polizei messer frau menschen قتل پوليس".split()
)
LEAST_COUNT: Final = 3


def main() -> None:
    """Write the files anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        raw: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        for path in sorted((ROOT / "training" / language).rglob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                words = words_of(str(json.loads(line)["text"]))
                raw.update(words)
                texts.update(set(words))
        counts: Counter[str] = Counter()
        for word, count in raw.items():
            counts[bare_word(word, known=raw)] += count
        grammar = sorted(texts, key=lambda word: (-texts[word], word))[:STOP_WORDS]
        lines = [str(sum(counts.values())), " ".join(sorted(set(grammar) - MATTER))]
        common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
        lines += [f"{word} {count}" for word, count in common if count >= LEAST_COUNT]
        (TARGET / f"{language}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{language}: {len(lines) - 2} words of {lines[0]}")


if __name__ == "__main__":
    main()
