"""Pure rooms are pure in what import-linter cannot see: single functions, parts of packages, globals that change."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

BANNED_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint", "globals"}
BANNED_MODULES = {"importlib", "io.open", "sys.argv", "sys.stdin", "sys.stdout", "urllib.request", "urllib.error"}


def _configuration() -> dict[str, list[dict[str, object]]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts: dict[str, list[dict[str, object]]] = tomllib.load(file)["tool"]["importlinter"]
    return contracts


def _layers() -> list[list[str]]:
    layers = _configuration()["contracts"][0]["layers"]
    assert isinstance(layers, list)
    return [[room.strip() for room in line.split("|")] for line in layers]


def _pure_rooms() -> list[str]:
    """The rooms below the shell: the last three lines of the layers' picture."""
    return [room for line in _layers()[-3:] for room in line]


def _modules(rooms: list[str]) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / "nadhir" / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"), filename=str(path))


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def test_every_pure_room_is_under_the_purity_contract_and_in_the_doctests() -> None:
    contract = next(c for c in _configuration()["contracts"] if c["type"] == "forbidden")
    pure = {f"nadhir.{room}" for room in _pure_rooms()}
    assert contract["source_modules"] == sorted(pure, key=contract["source_modules"].index)  # type: ignore[attr-defined]
    with (ROOT / "pyproject.toml").open("rb") as file:
        tested = set(tomllib.load(file)["tool"]["pytest"]["ini_options"]["testpaths"])
    assert {f"nadhir/{room}" for room in _pure_rooms()} <= tested


def test_a_pure_room_opens_prints_and_evaluates_nothing() -> None:
    found = [
        f"{path}:{node.lineno} calls {node.func.id}()"
        for path, tree in _modules(_pure_rooms())
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BANNED_CALLS
    ]
    assert found == []


def test_a_pure_room_imports_no_part_of_the_world() -> None:
    found = [
        f"{path}:{line} imports {name}"
        for path, tree in _modules(_pure_rooms())
        for line, name in _imported(tree)
        if name in BANNED_MODULES
    ]
    assert found == []


def test_a_pure_room_has_no_global_that_changes() -> None:
    found = [
        f"{path}:{node.lineno} says `global {', '.join(node.names)}`"
        for path, tree in _modules(_pure_rooms())
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert found == []
