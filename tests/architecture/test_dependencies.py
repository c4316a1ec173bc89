"""Every direct dependency has its reason and licence on record, and no licence we refuse is installed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

# Copyleft that would reach into what we give away. LGPL is imported unmodified and no more.
REFUSED = re.compile(r"(?<!L)(?<!LESSER )(?:A?GPL|GENERAL PUBLIC LICEN[CS]E)", re.IGNORECASE)
# Metadata that says nothing; the licence file in the package was read instead.
READ_BY_A_PERSON = {"axe-playwright-python": "MIT"}

# Used without an import of ours: Django and `nadhir serve` find them by their names.
WITHOUT_IMPORT = {
    "argon2-cffi": "PASSWORD_HASHERS",
    "django-axes": "INSTALLED_APPS",
    "psycopg": "the PostgreSQL backend",
    "tzdata": "zoneinfo reads it",
    "whitenoise": "MIDDLEWARE",
}


def _direct() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        configuration = tomllib.load(file)
    project = configuration["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = [*configuration["build-system"]["requires"], *project["dependencies"], *extras]
    return {canonicalize_name(Requirement(line).name) for line in wanted}


def _documented() -> set[str]:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    return {canonicalize_name(name) for name in re.findall(r"^\| `([\w.-]+)(?:\[[\w,]+\])?` \|", text, re.MULTILINE)}


def _locked(name: str) -> list[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("ascii")
    return re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE)


def licence_of(package: str) -> str:
    """Returns what a package's own metadata says of its licence, most exact first."""
    told = metadata.metadata(package)
    expression = [*(told.get_all("License-Expression") or [])]
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    free_text = [line.strip().splitlines()[0] for line in told.get_all("License") or [] if line.strip()]
    return "; ".join(expression or classifiers or free_text) or READ_BY_A_PERSON.get(package, "")


def test_every_direct_dependency_has_its_row_and_every_row_its_dependency() -> None:
    assert _documented() == _direct()


@pytest.mark.parametrize("package", sorted({*_locked("core"), *_locked("dev")}))
def test_no_installed_package_has_a_licence_we_refuse(package: str) -> None:
    licence = licence_of(package)
    assert licence, f"{package} names no licence; read it and say so here"
    assert not REFUSED.search(licence), licence


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MPL-2.0", False),
    ],
)
def test_copyleft_is_told_from_its_lesser_kind(licence: str, is_refused: bool) -> None:
    assert bool(REFUSED.search(licence)) is is_refused


def _imported(room: str = "") -> set[str]:
    """Returns the packages, by the names they are installed under, that the modules of a room import."""
    installed = metadata.packages_distributions()
    top_level: set[str] = set()
    for path in (ROOT / "nadhir" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=str(path))):
            if isinstance(node, ast.Import):
                top_level |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                top_level.add(node.module.partition(".")[0])
    others = top_level - set(sys.stdlib_module_names) - {"nadhir"}
    return {canonicalize_name(installed[name][0]) if name in installed else name for name in others}


def _core() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return {canonicalize_name(Requirement(line).name) for line in tomllib.load(file)["project"]["dependencies"]}


def test_what_runs_imports_only_what_its_set_installs() -> None:
    assert sorted(_imported() - _imported("bulk") - _core()) == []
    assert sorted(_imported("bulk") - _core() - {"dask", "distributed", "pyarrow"}) == []


def test_what_the_set_installs_is_used() -> None:
    assert sorted(_core() - _imported() - set(WITHOUT_IMPORT)) == []
