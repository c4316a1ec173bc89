"""What every report passes through first: folding with an offset map, telling the language, shingles."""

from __future__ import annotations

import random
from functools import partial

from bench.stopwatch import machine, report, seconds_each
from nadhir.language.detect import detect
from nadhir.language.normalise import normalise
from nadhir.language.shingles import minhash
from nadhir.reference.language_data import language_profiles

SEED = 20231230
WORDS_A_PAGE = 450  # a round figure for the body of a news page
# Words of everyday news, with the marks, letters and digits that folding has to deal with.
ARABIC = (
    "قالَ المسؤولُ إنّ السُّلطات في المدينة أغلقت الطريق المؤدّي إلى السوق صباح الأحد ٣١ ديسمبر ٢٠٢٣ "
    "وأضاف أنَّ فرق الطوارئ وصلت إلى المكان ونقلت المصابين إلى المستشفى القريب بينما دعا الأهالي إلى الهـــدوء"
).split()
ENGLISH = (
    "officials said that the authorities had closed the road leading to the market on Sunday and that emergency "
    "crews reached the place and took the injured to the nearest hospital while residents were asked to stay calm"
).split()


def page(words: list[str]) -> str:
    """Returns a page of words drawn by a seeded chance."""
    chance = random.Random(SEED)
    return " ".join(chance.choice(words) for _ in range(WORDS_A_PAGE))


def main() -> None:
    """Measures and prints."""
    print(machine())
    profiles = language_profiles()
    for name, words in (("Arabic", ARABIC), ("English", ENGLISH)):
        text = page(words)
        report(f"normalise a page, {name}", seconds=seconds_each(partial(normalise, text)), unit="page")
        report(
            f"tell the language of a page, {name}",
            seconds=seconds_each(partial(detect, text, profiles=profiles)),
            unit="page",
        )
        report(f"fingerprint a page, {name}", seconds=seconds_each(partial(minhash, text)), unit="page")


if __name__ == "__main__":
    main()
