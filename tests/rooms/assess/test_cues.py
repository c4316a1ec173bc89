import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.assess import Cues
from nadhir.reference import assess_parameters

CUES = Cues({"kills": ("kill*", "~قتل", "put* one in"), "gap": ("leave … alone",), "name": ("ذبح",)})
SHIPPED = assess_parameters.load().cues


def codes(text: str) -> list[str]:
    return [cue.code for cue in CUES.find(text)]


@pytest.mark.parametrize(
    "text", ["killing", "He KILLS", "سَنَقْـتُلُهُمْ", "ونقتلك", "ح\u200fنقتله", "هيقتلوه", "putting one in him"]
)
def test_a_pattern_is_found_however_it_is_written(text: str) -> None:
    assert "kills" in codes(text)


@pytest.mark.parametrize("text", ["skill", "overkill", "put one on", ""])
def test_a_pattern_is_not_found_inside_another_word(text: str) -> None:
    assert codes(text) == []


def test_a_gap_stays_within_a_sentence_and_is_short() -> None:
    assert codes("leave the old man alone") == ["gap"]
    assert codes("leave. Alone") == []
    assert codes("leave one two three four five six seven alone") == []


def test_a_pattern_that_begins_with_a_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="gap"):
        Cues({"x": ("… alone",)})


def test_hits_outside_the_ranges_are_left_out() -> None:
    text = "kill the lights. Read also: killers"
    assert len(CUES.find(text, ranges=[(0, 16)])) == 1


@given(st.text(alphabet=st.sampled_from("kil قتلسنذبح ـ\u064b\u200f.…'é\n")) | st.text(max_size=200))
def test_every_hit_is_an_exact_slice_of_the_raw_text(text: str) -> None:
    assert all(cue.span.is_slice_of(text) for cue in (*CUES.find(text), *SHIPPED.find(text)))


@given(st.text(max_size=300))
def test_looking_twice_finds_the_same(text: str) -> None:
    assert CUES.find(text) == CUES.find(text)
