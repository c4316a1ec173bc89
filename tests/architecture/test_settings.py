"""Every setting that is read is documented, and every documented one is read."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

NAME = re.compile(r"NADHIR_[A-Z0-9_]+")
DOCUMENT = ROOT / "docs" / "settings.md"
pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="docs/settings.md is not written")


def _read() -> set[str]:
    """The variables of the environment that the package asks for, by whichever reader."""
    found: set[str] = set()
    for path in sorted((ROOT / "nadhir").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"), filename=str(path))
        named = {
            node.target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr=reader), args=[ast.Name(id=constant), *_]) if reader in {
                    "get",
                    "getenv",
                } and NAME.fullmatch(str(named.get(constant))):
                    found.add(str(named[constant]))
                case ast.Call(
                    func=ast.Attribute(attr=reader) | ast.Name(id=reader),
                    args=[ast.Constant(value=str(name)), *_],
                ) if (reader.startswith("read_") or reader in {"get", "getenv"}) and NAME.fullmatch(name):
                    found.add(name)
                case ast.Subscript(
                    value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name)), ctx=ast.Load()
                ) if NAME.fullmatch(name):
                    found.add(name)
    return found


def _documented() -> set[str]:
    text = DOCUMENT.read_text("utf-8")
    return set(re.findall(r"^\| `(NADHIR_[A-Z0-9_]+)` \|", text, re.MULTILINE))


def test_every_setting_read_is_documented() -> None:
    assert sorted(_read() - _documented()) == []


def test_every_setting_documented_is_read() -> None:
    assert sorted(_documented() - _read()) == []
