"""Every direct dependency has its reason and licence on record, and no licence we refuse is installed."""

from __future__ import annotations

import re
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
