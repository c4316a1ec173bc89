"""The search's own small language: understood, or refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nadhir.casework.refusals import said_in_english
from nadhir.casework.search_query import LONGEST_QUERY, BadQueryError, parse_query
from nadhir.store.search_index import Term, TermKind
from nadhir.terms.report import ReportKind
from nadhir.terms.screening import Label

#: What people type, and what they should not have: pieces that a search could trip over.
PIECES = st.one_of(
    st.sampled_from(
        "\" « » “ ” - -- OR | AND NOT NEAR ( ) { } : * ^ + ~ ' \\ \\' %s %% ; -- /* */ \0 ʼ = <-> & ! lang: lang:ar "
        "kind:tip label:threat after:2024-01-03 before:٢٠٢٤-٠١-٠٣ source:x title_forms: rowid a* سوق بالسوق "
        "لغة:ar \u202e \u200f \ud800 😀 '' store_search_words".split(" ")
    ),
    st.text(max_size=12),
)
QUERIES = st.lists(PIECES, max_size=8).map(" ".join)


def word(text: str) -> Term:
    return Term(TermKind.WORD, (text,))


def phrase(*cores: str) -> Term:
    return Term(TermKind.PHRASE, cores)


def test_words_phrases_alternatives_and_what_is_left_out() -> None:
    asked = parse_query('bomb "car  park" mine OR «سيارة مفخخة» | ied* -drill -"last year"').asked
    assert asked.groups == (
        (word("bomb"),),
        (phrase("car", "park"),),
        (word("mine"), phrase("ياره", "مفخخه"), Term(TermKind.PREFIX, ("ied",))),
    )
    assert asked.without == (word("drill"), phrase("last", "year"))


def test_what_is_asked_is_folded_as_the_index_is() -> None:
    assert parse_query("بالـسُّوق").asked.groups == ((word("بالسوق"),),)
    assert parse_query("Été").asked.groups == ((word("ete"),),)


def test_a_word_that_signs_part_is_a_phrase() -> None:
    assert parse_query("al-Qaeda").asked.groups == ((phrase("al", "qaeda"),),)
    assert parse_query("https://t.me/abc").asked.groups == ((phrase("https", "t", "me", "abc"),),)
    assert parse_query("10:30").asked.groups == ((phrase("10", "30"),),)
    assert parse_query('צה"ל').asked.groups == ((phrase("צה", "ל"),),)


def test_operators_are_words_inside_quotation_marks_and_in_small_letters() -> None:
    assert parse_query('"OR"').asked.groups == ((word("or"),),)
    assert parse_query("a or b").asked.groups == ((word("a"),), (word("or"),), (word("b"),))
    assert parse_query('"lang:ar"').asked.groups == ((phrase("lang", "ar"),),)


def test_filters_narrow_in_english_and_in_arabic() -> None:
    narrowed = parse_query(
        "lang:ar lang:fa -lang:en kind:tip -label:claim نوع:chat سمة:threat source:So-3 "
        "بعد:٢٠٢٤-٠١-٠٣ before:2024-02-01"
    ).narrowed
    assert narrowed.languages == {"ar", "fa"}
    assert narrowed.not_languages == {"en"}
    assert narrowed.kinds == {ReportKind.TIP, ReportKind.CHAT}
    assert narrowed.labels == {Label.THREAT}
    assert narrowed.not_labels == {Label.CLAIM}
    assert narrowed.sources == {"So-3"}
    assert (narrowed.from_day, narrowed.before_day) == (date(2024, 1, 3), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing was asked"),
        (" \u200f\u202e ", "nothing was asked"),
        ('"', "not closed"),
        ("«car bomb", "not closed"),
        ('""', "no word"),
        ("OR bomb", "OR stands"),
        ("bomb OR", "OR stands"),
        ("bomb OR OR mine", "OR stands"),
        ("bomb OR -mine", "OR stands"),
        ("bomb OR lang:ar", "OR stands"),
        ("(a b) OR c", "brackets"),
        ("*bomb", "star"),
        ("bo*mb", "star"),
        ('"car bo*"', "star"),
        ("b*", "no beginning"),
        ("al-q*", "no beginning"),
        ("🔥", "no word"),
        ("a - b", "no word"),
        ("lang:", "no value"),
        ("lang: ar", "no value"),
        ("لغة:", "no value"),
        ("lang:?", "no language"),
        ("kind:rumour", "no rumour"),
        ("label:bad", "no bad"),
        ("colour:red", "no filter colour"),
        ("after:yesterday", "no day"),
        ("after:2024-02-30", "no day"),
        ("after:0001-01-01", "no day"),
        ("before:9999-12-31", "no day"),
        ("after:2024-01-01 after:2024-01-02", "twice"),
        ("-after:2024-01-01", "twice"),
        ("source:" + "x" * 65, "no source"),
        ("a " * 33, "more than 32"),
        ("x" * (LONGEST_QUERY + 1), "longer than 500"),
    ],
)
def test_what_is_not_understood_is_refused_in_words_that_say_what_to_do(text: str, said: str) -> None:
    with pytest.raises(BadQueryError, match=said) as raised:
        parse_query(text)
    assert raised.value.remedy
    assert {raised.value.what_said, raised.value.remedy_said} <= said_in_english()


@given(text=QUERIES)
@example("-")
@example('-"')
@example("\0:\0")
@example("source:\0")
def test_every_text_is_understood_or_refused(text: str) -> None:
    try:
        query = parse_query(text)
    except BadQueryError as error:
        if {error.what_said, error.remedy_said} <= said_in_english():
            return
        raise
    assert query.asked.groups or query.asked.without or query.narrowed != parse_query("x").narrowed
    for term in (*query.asked.without, *(term for group in query.asked.groups for term in group)):
        assert term.tokens
        assert all(token.replace("\u02bc", "").isalnum() for token in term.tokens)
