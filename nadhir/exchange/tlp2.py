# SPDX-License-Identifier: Apache-2.0
"""Marking ⇄ how others carry it: STIX 2.1 marking definitions for TLP 2.0, and EDXL-DE's `combinedConfidentiality`.

The five marking definitions and their extension are OASIS's (cti-stix-common-objects, TLP 2.0); those of TLP 1 are
read, `white` as clear. What TLP cannot say, originator control, an action clause, the words of another system,
travels in a statement marking beside it, so that a partner's limit is kept even by software that knows TLP only.

It never loosens: of several markings the strictest holds, and a marking that is not understood holds as TLP:RED.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from nadhir.terms.marking import TLP, Marking, strictest

EXTENSION_ID: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
CREATED_AT: Final = datetime(2022, 10, 1, tzinfo=UTC)  # of all five definitions
DEFINITION_IDS: Final[Mapping[TLP, str]] = {
    TLP.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    TLP.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    TLP.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    TLP.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    TLP.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
}
#: STIX 2.1, 7.2.1.4: the definitions of TLP 1, which partners still send.
TLP1_IDS: Final[Mapping[str, TLP]] = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": TLP.CLEAR,
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": TLP.GREEN,
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": TLP.AMBER,
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": TLP.RED,
}
KNOWN_IDS: Final[Mapping[str, TLP]] = {**{each: tlp for tlp, each in DEFINITION_IDS.items()}, **TLP1_IDS}
_STATEMENTS: Final = uuid.UUID("5b0f7a3e-52c4-4e1c-9d55-1f6f0c1f9e07")  # ours, drawn once; names statement markings
_PREFIX: Final = "Nadhir marking: "
_CLAUSE: Final = "; may be told, so that they can act: "


def statement_of(marking: Marking) -> str:
    """Return what TLP cannot say of the marking, as the text of a statement marking; empty where TLP says it all."""
    if not (marking.is_originator_controlled or marking.foreign or marking.action_clause):
        return ""
    clause = f"{_CLAUSE}{marking.action_clause}" if marking.action_clause else ""
    return f"{_PREFIX}{marking}{clause}"


def statement_id(statement: str) -> str:
    """Return the id of the statement marking with this text: the same text always has the same id."""
    return f"marking-definition--{uuid.uuid5(_STATEMENTS, statement)}"


def refs_of(marking: Marking) -> tuple[str, ...]:
    """Return the ids that an object so marked refers to: its TLP definition, and its statement where it has one."""
    statement = statement_of(marking)
    return (DEFINITION_IDS[marking.tlp], statement_id(statement)) if statement else (DEFINITION_IDS[marking.tlp],)


def marking_of(refs: Iterable[str], *, statements: Mapping[str, str]) -> Marking | None:
    """Return the marking that these references amount to, `None` of none; `statements` maps ids to statement texts.

    A reference to nothing known here, or to somebody else's statement, holds as TLP:RED and is kept as `foreign`.
    """
    found: list[Marking] = []
    clause = ""
    for ref in refs:
        statement = statements.get(ref, "")
        if ref in KNOWN_IDS:
            found.append(Marking(KNOWN_IDS[ref]))
        elif statement.startswith(_PREFIX):
            line, _, clause = statement.removeprefix(_PREFIX).partition(_CLAUSE)
            found.append(Marking.read(line))
        else:
            found.append(Marking(TLP.RED, foreign=(statement or ref,)))
    whole = strictest(found)
    if whole is None or not clause:
        return whole
    return Marking(
        tlp=whole.tlp,
        is_originator_controlled=whole.is_originator_controlled,
        action_clause=clause,
        foreign=whole.foreign,
    )


def tlp_word(tlp: TLP) -> str:
    """Return the extension's word for a label: `amber+strict`."""
    return tlp.value.removeprefix("TLP:").lower()


def to_confidentiality(marking: Marking) -> str:
    """Return the marking as EDXL-DE's `combinedConfidentiality`."""
    return str(marking)


def from_confidentiality(text: str) -> Marking:
    """Return the marking of an EDXL-DE confidentiality; another system's words, `UNCLASSIFIED` too, hold as TLP:RED.

    >>> from_confidentiality("TLP:GREEN").tlp.value
    'TLP:GREEN'
    """
    return Marking.read(text)
