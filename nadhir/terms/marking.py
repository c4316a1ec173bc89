# SPDX-License-Identifier: Apache-2.0
"""How far a thing may travel: the labels of FIRST's Traffic Light Protocol 2.0, and originator control.

TLP says who may get the information *onward*; it is no classification and gives nobody a right to read. The labels are
never translated, in no language (FIRST TLP 2.0, section 2). TLP 1's `TLP:WHITE` is read as `TLP:CLEAR`.

A marking is a floor, never a ceiling: what is made from several marked things carries the strictest of each part. It
does not say that a warning must wait: where a marking would stop the person who can act, the `action_clause` names
who may be told so that they can act (law.md 3, [D]); who may grant one is policy's question, not this module's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from nadhir.terms.errors import InvalidTermError


class TLP(StrEnum):
    """The five labels of TLP 2.0, as FIRST writes them."""

    RED = "TLP:RED"  # for the eyes of named recipients only
    AMBER_STRICT = "TLP:AMBER+STRICT"  # the recipient's organisation only, need to know
    AMBER = "TLP:AMBER"  # the recipient's organisation and its clients, need to know
    GREEN = "TLP:GREEN"  # the community, not the public
    CLEAR = "TLP:CLEAR"  # no limit


class Audience(StrEnum):
    """Who would get to see a thing, from the narrowest to the widest."""

    NAMED_RECIPIENT = "named_recipient"  # a person the sender named
    ORGANISATION = "organisation"  # the recipient's own organisation
    CLIENTS = "clients"  # those whom the organisation serves and who must act
    COMMUNITY = "community"  # peers and partners
    PUBLIC = "public"


#: Strictness of each label and width of each audience on one ladder: a label lets through what is not wider than it.
_REACH: Final[dict[TLP, int]] = {
    TLP.RED: 0,
    TLP.AMBER_STRICT: 1,
    TLP.AMBER: 2,
    TLP.GREEN: 3,
    TLP.CLEAR: 4,
}
_WIDTH: Final[dict[Audience, int]] = {audience: width for width, audience in enumerate(Audience)}
_RETIRED: Final = {"TLP:WHITE": TLP.CLEAR}  # TLP 1, renamed in TLP 2.0
_ORIGINATOR_CONTROL: Final = "ORCON"


@dataclass(frozen=True, slots=True)
class Marking:
    """A TLP label, with originator control and an action clause where there are any.

    `is_originator_controlled`: nothing leaves without the originator's leave, whatever the label. `action_clause`
    says in words who may be told so that they can act; empty where the label alone holds. `foreign` keeps, as they
    came, the words of another system (`TOP SECRET`), which TLP cannot express.
    """

    tlp: TLP
    is_originator_controlled: bool = False
    action_clause: str = ""
    foreign: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the marking that a line such as `TLP:RED, ORCON` names.

        Case and blanks around the parts are forgiven, an unknown part is not: a limit that was not understood must
        never be dropped.

        >>> Marking.parse("TLP:AMBER+STRICT, ORCON").tlp
        <TLP.AMBER_STRICT: 'TLP:AMBER+STRICT'>

        Raises:
            InvalidTermError: there is no label, more than one, or a part that is not known.
        """
        marking = cls.read(text)
        if marking.foreign:
            raise InvalidTermError(
                f"{marking.foreign[0]!r} is no marking known here",
                where=f"marking {text!r}",
                remedy="use one of " + ", ".join(TLP) + ", and ORCON beside it where the originator keeps control",
            )
        if len({_label(part) for part in _parts(text)} - {None}) != 1:
            raise InvalidTermError("there is not exactly one TLP label", where=f"marking {text!r}", remedy="give one")
        return marking

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the marking of a line from outside, whatever stands there: it never fails and never loosens.

        Of several labels the strictest holds. A word that is not understood is kept in `foreign` and holds as
        TLP:RED, and so does a line without any label: a limit that was not understood must never be dropped, nor a
        report for it.

        >>> Marking.read("TOP SECRET")
        Marking(tlp=<TLP.RED: 'TLP:RED'>, is_originator_controlled=False, action_clause='', foreign=('TOP SECRET',))
        """
        labels: list[TLP] = []
        foreign: list[str] = []
        is_originator_controlled = False
        for part in _parts(text):
            label = _label(part)
            if label is not None:
                labels.append(label)
            elif part.upper() == _ORIGINATOR_CONTROL:
                is_originator_controlled = True
            else:
                foreign.append(part)
        tlp = TLP.RED if foreign or not labels else min(labels, key=_REACH.__getitem__)
        return cls(tlp=tlp, is_originator_controlled=is_originator_controlled, foreign=tuple(dict.fromkeys(foreign)))

    def __str__(self) -> str:
        """Return the line that `read` reads back; the action clause is no part of it."""
        control = (_ORIGINATOR_CONTROL,) if self.is_originator_controlled else ()
        return ", ".join((self.tlp.value, *self.foreign, *control))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _label(part: str) -> TLP | None:
    word = part.upper()
    if word in _RETIRED:
        return _RETIRED[word]
    return TLP(word) if word in TLP.__members__.values() else None


def dominates(marking: Marking, *, other: Marking) -> bool:
    """Tell whether `marking` is at least as strict as `other` in every part, and so may take its place.

    >>> dominates(Marking(TLP.RED), other=Marking(TLP.GREEN))
    True
    """
    return (
        _REACH[marking.tlp] <= _REACH[other.tlp]
        and (marking.is_originator_controlled or not other.is_originator_controlled)
        and set(marking.foreign) >= set(other.foreign)
    )


def strictest(markings: Iterable[Marking]) -> Marking | None:
    """Return the least strict marking that dominates all of them, or `None` of nothing at all.

    Action clauses do not travel: each was granted for its own thing.
    """
    given = tuple(markings)
    if not given:
        return None
    return Marking(
        tlp=min((each.tlp for each in given), key=_REACH.__getitem__),
        is_originator_controlled=any(each.is_originator_controlled for each in given),
        foreign=tuple(dict.fromkeys(word for each in given for word in each.foreign)),
    )


def may_reach(marking: Marking | None, *, audience: Audience, is_originator_agreed: bool = False) -> bool:
    """Tell whether a thing so marked may reach the audience; what carries no marking at all reaches nobody.

    >>> may_reach(Marking(TLP.AMBER), audience=Audience.COMMUNITY)
    False
    """
    if marking is None:
        return False
    if marking.is_originator_controlled and not is_originator_agreed:
        return False
    return _WIDTH[audience] <= _REACH[marking.tlp]
