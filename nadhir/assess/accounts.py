"""What a text tells of an attack that has happened: by what means, on what kind of place, how many dead.

A claim of responsibility is held against what is established in the same few things. Only what a text says is read:
what it leaves out contradicts nothing. Where a report quotes a claim, the quotation is the claim, and the words around
it are those of whoever looked into it.

The words are data (`data/assess/attack.toml`). Two means that make one attack (a bomb and the vehicle that carried it,
a bomb and the fire that it lit) contradict nobody. [D]
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nadhir.assess.cues import Cue, Cues
from nadhir.language.digits import parse_whole_number
from nadhir.language.normalise import fold
from nadhir.language.sentences import sentences

_MEANS: Final = "means_"
_KIND: Final = "kind_"
_QUOTED: Final = re.compile(
    r"«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|\"([^\"]+)\"|(?<!\w)'(.+?)'(?!\w)|‹([^›]+)›|(?<!\w)‘(.+?)’(?!\w)", re.DOTALL
)
_LEAST_WORDS: Final = 4  # [D]: a shorter quotation is a name or a word, not a claim
_TOKEN: Final = re.compile(r"\d+(?::\d+)+|[\d٠-٩۰-۹]+|[^\W\d_]+|[,،;؛.!?؟۔:\n]")
_PUNCTUATION: Final = frozenset(",،;؛.!?؟۔:\n")
_REACH: Final = 3  # [D]: words between a number and the dead whom it counts
_YEARS: Final = range(1900, 2101)  # a number like these beside the dead is a year
_TIMES_TOO_MANY: Final = 3  # [D]: claims round up; three times as many is another attack, or none
#: Means that one attack may have together.
_TOGETHER: Final = (
    frozenset({"means_explosive", "means_vehicle"}),
    frozenset({"means_explosive", "means_fire"}),
    frozenset({"means_explosive", "means_drone"}),
    frozenset({"means_explosive", "means_rocket"}),
    frozenset({"means_rocket", "means_drone"}),
)
_JOINED: Final = ("و", "ف", "ب")  # what Arabic writes onto the front of a number word


@dataclass(frozen=True, slots=True, eq=False)
class AttackWords:
    """The words by which texts tell of an attack, those of numbers, and those that names of groups are made of."""

    cues: Cues
    numbers: Mapping[str, int]  # folded word to number
    group_words: Cues  # one code for each word, in all languages


@dataclass(frozen=True, slots=True)
class Account:
    """What one or several texts say of the attack; empty or None where they say nothing."""

    means: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    dead: int | None = None

    def joined(self, other: "Account") -> "Account":
        """Return both together; of two tolls the higher, since tolls rise."""
        tolls = [toll for toll in (self.dead, other.dead) if toll is not None]
        return Account(self.means | other.means, self.kinds | other.kinds, max(tolls, default=None))

    def completed_by(self, other: "Account") -> "Account":
        """Return this account, with what it leaves open taken from the other."""
        dead = other.dead if self.dead is None else max(self.dead, other.dead or 0)
        return Account(self.means or other.means, self.kinds or other.kinds, dead)


def _dead(cues: Sequence[Cue], *, text: str, numbers: Mapping[str, int]) -> int | None:
    codes = {cue.code for cue in cues}
    counted = [
        number
        for cue in cues
        if cue.code == "dead"
        for number in (_number_beside(text, start=cue.span.start, end=cue.span.end, numbers=numbers),)
        if number is not None
    ]
    if counted:
        return max(counted)
    if "nobody_dead" in codes or ("hurt" in codes and "dead" not in codes):
        return 0
    return None


def _number_beside(text: str, *, start: int, end: int, numbers: Mapping[str, int]) -> int | None:
    """Return the number that counts the dead: the nearest one in the clause, the one before where two are as near."""
    before = [m.group() for m in _TOKEN.finditer(text[:start])][::-1]
    after = [m.group() for m in _TOKEN.finditer(text[end:])]
    own = _number(text[start:end].split(maxsplit=1)[0], numbers=numbers) if text[start:end].strip() else None
    if own:
        return own
    for distance in range(_REACH):
        for side in (before, after):
            clause = side[: distance + 1]
            if len(clause) > distance and not _PUNCTUATION.intersection(clause):
                number = _number(clause[distance], numbers=numbers)
                if number is not None:
                    return number
    return None


def _number(token: str, *, numbers: Mapping[str, int]) -> int | None:
    number = parse_whole_number(token)
    if number is not None:
        return None if number in _YEARS else number
    folded = fold(token)
    bare = next((folded.removeprefix(p) for p in _JOINED if folded.startswith(p)), folded)
    return numbers.get(folded, numbers.get(bare))


@lru_cache(maxsize=2048)
def account(text: str, *, words: AttackWords) -> Account:
    """Return what the text tells of an attack.

    Its words for what did *not* happen are not told apart here: whoever asks leaves such sentences out first.
    """
    cues = words.cues.find(text)
    codes = {cue.code for cue in cues}
    return Account(
        means=frozenset(code for code in codes if code.startswith(_MEANS)),
        kinds=frozenset(code for code in codes if code.startswith(_KIND)),
        dead=_dead(cues, text=text, numbers=words.numbers),
    )


def may_be_one(claimed: Iterable[str], *, known: Iterable[str]) -> bool:
    """Tell whether means that one text names and means that others name may be of one attack."""
    known = frozenset(known)
    return any(one in known or any(frozenset({one, other}) in _TOGETHER for other in known) for one in claimed)


def contradictions(claimed: Account, *, known: Account) -> tuple[str, ...]:
    """Return codes of what a claim says otherwise than is established."""
    found: list[str] = []
    if claimed.means and known.means and not may_be_one(claimed.means, known=known.means):
        found.append("claim_names_other_means")
    if claimed.kinds and known.kinds and not claimed.kinds & known.kinds:
        found.append("claim_names_another_target")
    is_another_toll = known.dead == 0 or (
        known.dead is not None and (claimed.dead or 0) >= known.dead * _TIMES_TOO_MANY
    )
    if claimed.dead and is_another_toll:
        found.append("claim_names_too_many_dead")
    return tuple(found)


def agreements(claimed: Account, *, known: Account) -> int:
    """Return in how many things both speak and say the same."""
    means = bool(claimed.means & known.means)
    kinds = bool(claimed.kinds & known.kinds)
    toll = claimed.dead is not None and claimed.dead == known.dead
    return means + kinds + toll


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the text quotes whole sentences or clauses, without the marks."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(index for index, said in enumerate(match.groups(), start=1) if said is not None)
        if len(match.group(group).split()) >= _LEAST_WORDS:
            found.append(match.span(group))
    return tuple(found)


def claim_in(text: str, *, doubts: Iterable[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """Return the ranges of a report that are the claim's own words: what it quotes, else all but what doubts it."""
    quoted = quotations(text)
    if quoted:
        return quoted
    doubted = tuple(doubts)
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        last = max((high for low, high in doubted if start <= low < end), default=None)
        if last is None:
            found.append((start, end))
            continue
        colon = text.find(":", last, end)  # "from a number that nobody knows: …"
        if colon >= 0:
            found.append((colon + 1, end))
    return tuple(found) or ((0, len(text)),)
