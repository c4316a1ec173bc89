"""The naming rules of the architecture that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

EMPTY_NAMES = frozenset("util utils helper helpers common manager managers handler handlers processor misc".split())
# Rooms whose functions we alone call. In the others Django, Ninja and argparse call ours, in their way.
OURS_ALONE = frozenset(
    "terms language intake screen link assess policy tearline release deliver ledger review exchange lifecycle "
    "casework reference".split()
)
# Two of one kind are one thing to be said: no caller could mix them up in a way that a name would mend.
PAIRS = frozenset({("one", "other"), ("first", "second"), ("first", "last"), ("start", "end")})


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "nadhir").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"), filename=str(path))


def _public_functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Gives each public function with how many positional arguments it may take."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node, 1
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and not member.name.startswith("_"):
                    is_static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in member.decorator_list)
                    yield f"{node.name}.{member.name}", member, 1 if is_static else 2


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [str(path) for path, _ in _modules() if EMPTY_NAMES & {path.stem, *path.parent.parts}]
    assert found == []


def test_every_module_says_what_it_promises() -> None:
    found = [str(path) for path, tree in _modules() if not ast.get_docstring(tree)]
    assert found == []


def _too_many_by_position(function: ast.FunctionDef | ast.AsyncFunctionDef, *, allowed: int) -> bool:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) > allowed + (tuple(names[-2:]) in PAIRS)


def test_after_the_first_argument_everything_is_keyword_only() -> None:
    found = [
        f"{path}:{function.lineno} {name}"
        for path, tree in _modules()
        if path.parts[1] in OURS_ALONE
        for name, function, allowed in _public_functions(tree)
        if _too_many_by_position(function, allowed=allowed)
    ]
    assert found == []


def test_an_error_ends_in_error() -> None:
    found = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id.endswith(("Error", "Exception")) for base in node.bases)
        and not node.name.endswith("Error")
    ]
    assert found == []
