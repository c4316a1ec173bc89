# SPDX-License-Identifier: Apache-2.0
"""Hints on the words of likelihood in what an officer gave a command: a line each, beside the command's own output."""

from collections.abc import Mapping

from nadhir.cli.command import Console


def give_hints(console: Console, texts: Mapping[str, str | None]) -> None:
    """Note what stands in these texts, by the name of the argument, and what to write instead; nothing is refused."""
    from nadhir.casework.lint_words import lint_words
    from nadhir.casework.wording import remark

    for name, text in texts.items():
        for each in lint_words(text or ""):
            console.note(f"hint: {name}: {remark(each)}")
