"""The house that the pages of a test stand on: the settings' wiring names `build_house` here while the test runs."""

from __future__ import annotations

from nadhir.casework.house import House

_houses: list[House] = []


def stand(house: House) -> None:
    """Makes this the house of every page from now on."""
    _houses.append(house)


def leave() -> None:
    """Takes the house away again."""
    _houses.clear()


def build_house() -> House:
    """What `NADHIR_WIRING` is set to."""
    return _houses[-1]
