# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nadhir.language.shingles import estimate_jaccard, jaccard, minhash, shingle_texts, shingles, stable_hash

STORY = (
    "أفادت مصادر محلية بأن سكان الحي تلقوا رسالة تطلب منهم مغادرة بيوتهم قبل حلول الليل وأن الشرطة أرسلت دوريات "
    "إلى المكان ودعت الناس إلى البقاء في الداخل حتى إشعار آخر بينما أغلقت المدارس القريبة أبوابها"
)


def test_a_hash_is_the_same_for_ever() -> None:
    assert stable_hash("نذير") == 7585287067879729301


def test_a_copy_with_other_diacritics_and_presentation_resembles_fully() -> None:
    copy = STORY.replace("الحي", "الحَيّ").replace("لا", "ﻻ").replace("الشرطة", "الشـــرطة")
    assert jaccard(shingles(STORY), shingles(copy)) == 1.0
    assert minhash(STORY) == minhash(copy)


def test_an_edited_copy_resembles_partly_and_a_stranger_not() -> None:
    edited = STORY.replace("ودعت الناس إلى البقاء في الداخل", "وناشدت الأهالي")
    stranger = "فاز الفريق الأول على ضيفه بهدفين في مباراة حضرها جمهور كبير وانتهت دون حوادث تذكر في الملعب"
    assert 0.3 < jaccard(shingles(STORY), shingles(edited)) < 0.95
    assert jaccard(shingles(STORY), shingles(stranger)) == 0.0
    assert estimate_jaccard(minhash(STORY), minhash(stranger)) < 0.05


def test_a_signature_estimates_the_resemblance() -> None:
    edited = " ".join(STORY.split()[5:])
    exact = jaccard(shingles(STORY), shingles(edited))
    assert estimate_jaccard(minhash(STORY), minhash(edited)) == pytest.approx(exact, abs=0.15)


def test_a_text_without_words_resembles_nothing() -> None:
    assert shingles("؟!") == frozenset()
    assert minhash("") == ()
    assert estimate_jaccard(minhash(""), minhash("")) == 0.0
    assert jaccard(shingles(""), shingles("")) == 0.0


def test_signatures_of_different_lengths_are_not_compared() -> None:
    with pytest.raises(ValueError, match="permutations"):
        estimate_jaccard(minhash("نعم", permutations=64), minhash("نعم"))


def test_a_short_text_is_one_shingle() -> None:
    assert shingle_texts("قف هنا") == {"قف هنا"}


@given(st.text(max_size=60))
def test_a_text_resembles_itself(text: str) -> None:
    signature = minhash(text)
    assert len(signature) in {0, 128}
    assert estimate_jaccard(signature, signature) == (1.0 if signature else 0.0)
