# SPDX-License-Identifier: Apache-2.0
"""`nadhir read` reads PDFs among the pages of a folder, and says of one that it cannot read why."""

from pathlib import Path

from tests.cli.running import nadhir
from tests.rooms.intake.pdfs import Pdf, Run, lines


def test_a_pdf_is_read_like_any_other_page(tmp_path: Path) -> None:
    warning = "Two men who crossed the border said that they would attack the market on Friday."
    runs = [*lines("Warning of an attack", top=740, size=20), Run(tuple(warning))]
    (tmp_path / "brief.pdf").write_bytes(Pdf([runs]).write())
    (tmp_path / "scan.pdf").write_bytes(Pdf([[]]).write())
    brief, scan = nadhir("read", str(tmp_path)).lines
    assert (brief["name"], brief["title"], brief["text"], brief["published"]) == (
        "brief",
        "Warning of an attack",
        warning,
        None,
    )
    assert (scan["name"], scan["problem"]) == ("scan", "pdf_no_text_layer")
