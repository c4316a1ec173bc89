# SPDX-License-Identifier: Apache-2.0
"""The short ways of reading a page give what the long ones give."""
# ruff: noqa: SLF001 - the short cuts are private, and what they may not change is what the tests are about

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.intake import cues, facts, read_body, read_page
from nadhir.intake.knowledge import Cue
from nadhir.language.normalise import fold_all
from nadhir.reference import intake_knowledge

KNOWLEDGE = intake_knowledge.load()
SAMPLES = sorted(
    path for path in (Path(__file__).resolve().parents[3] / "samples").rglob("*") if path.suffix in {".html", ".txt"}
)
PAGE = """<html lang="en"><head><title>Ferry service resumes after storm | The Quay Gazette</title></head><body>
<nav><a>Home</a><a>World</a></nav><article class="post"><h1>Ferry service resumes after storm</h1>
<p>The first ferry left the harbour on Saturday morning with ninety passengers on board.</p><p>Read also:
<a href="/x">Council votes on the new bridge today</a></p><p style="display:none">Nobody sees this sentence on the page
at all.</p><p>Crews had worked through the night to clear the channel of fallen trees and boats.</p></article>
<div class="cookie-banner">We use cookies to improve your visit. See our privacy policy.</div></body></html>"""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_body_alone_is_the_text_of_the_whole_reading(path: Path) -> None:
    data = path.read_bytes()
    body = read_body(data, knowledge=KNOWLEDGE)
    assert body
    assert body == read_page(data, name="p", knowledge=KNOWLEDGE).text


@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)), st.binary(max_size=12))
def test_the_body_alone_of_a_broken_page_is_that_of_the_whole_reading(start: int, end: int, put: bytes) -> None:
    data = PAGE.encode()
    broken = data[:start] + put + data[end:]
    assert read_body(broken, knowledge=KNOWLEDGE) == read_page(broken, name="p", knowledge=KNOWLEDGE).text


PHRASES = sorted((cue, phrase) for cue in (*cues._LABELS, *cues._CLUTTER) for phrase in KNOWLEDGE.cues[cue].phrases)


@given(st.sampled_from(PHRASES), st.text(max_size=8))
def test_a_line_that_starts_with_a_phrase_begins_like_it(phrase: tuple[Cue, str], rest: str) -> None:
    cue, line = phrase[0], phrase[1] + rest
    if KNOWLEDGE.cues[cue].at_start(line) is None:
        return  # the phrase goes on in the rest: it is another word
    table = cues._labels_by_beginning if cue in cues._LABELS else cues._clutter_by_beginning
    assert cue in table(KNOWLEDGE)[cues._beginning(line)]


LINES = st.lists(st.one_of(st.text(max_size=40), st.sampled_from(PHRASES).map(lambda one: f"x {one[1]} y")), max_size=6)


@given(LINES)
def test_lines_say_together_what_each_says_alone(lines: list[str]) -> None:
    together = cues.wordings(lines, knowledge=KNOWLEDGE, searched_chars=60)
    assert list(together) == [cues.wording(line, knowledge=KNOWLEDGE, searched_chars=60) for line in lines]


@given(LINES, st.integers(0, 80), st.booleans())
def test_no_small_print_is_overlooked_by_the_pass_over_all_lines(lines: list[str], words: int, has_stop: bool) -> None:
    folded = fold_all(lines)
    told = cues._with_small_print(folded, knowledge=KNOWLEDGE)
    for at, line in enumerate(folded):
        if at not in told:
            quick, whole = (
                cues._clutter(line, words=words, has_full_stop=has_stop, has_small_print=is_told, knowledge=KNOWLEDGE)
                for is_told in (False, True)
            )
            assert quick == whole


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_letters_of_a_script_are_counted_as_its_pattern_finds_them(text: str) -> None:
    found = {name: sum(map(len, letters.findall(text))) for name, letters in facts._SCRIPTS.items()}
    assert facts._letters_of_scripts(text) == found


@given(st.text("والبفكلabcde12'- ", max_size=40))
def test_stems_are_cut_from_whole_words_without_their_prefix(text: str) -> None:
    prefix = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و(?=\w{3}))")
    bare = [prefix.sub("", word) for word in re.findall(r"\w+", text)]
    assert cues.stems_of_folded(text) == {word[:5] for word in bare if len(word) >= 3 and word not in cues._STOP}
