"""What says the same in another language is found among all reports, settled or not, and never a stranger's."""

from dataclasses import replace

import numpy as np

from nadhir.casework.authority import Act, admit
from nadhir.casework.meanings import Meanings, meaning_candidates
from nadhir.casework.unit import durable
from nadhir.link import Neighbours
from nadhir.store.models import LinkRow, Mark
from nadhir.store.scope import Scope
from nadhir.terms.ids import ReportId
from nadhir.terms.links import LinkKind
from tests.casework.desks import BORIS, KARIM, WIRE, Desk, take_in
from tests.casework.reports import NEWS
from tests.rooms.link.translations import TRANSLATIONS

WATCH = Scope("watch")
ENGLISH, FRENCH = TRANSLATIONS[0]["en"], TRANSLATIONS[0]["fr"]


def found(desk: Desk, report_id: ReportId) -> frozenset[ReportId]:
    with durable(desk.house, caller=admit(KARIM, to=Act.LINK)) as unit:
        return meaning_candidates(unit, mark=Mark.objects.within(WATCH).get(report_id=report_id))


def with_own_memory(desk: Desk) -> Desk:
    """The desk as another process has it: with nothing read yet."""
    return replace(desk, house=replace(desk.house, meanings=Meanings()))


def test_a_translation_is_found_as_a_copy_after_years_and_by_another_process(desk: Desk) -> None:
    desk = with_own_memory(desk)
    english = take_in(desk, ENGLISH, source_id=WIRE)
    assert english.case_id is None
    take_in(desk, NEWS, source_id=WIRE)
    desk.clock.move(days=800)
    other = with_own_memory(desk)
    french = take_in(other, FRENCH, source_id=WIRE)
    assert french.links is not None
    (copy,) = [link for link in french.links.links if link.kind is LinkKind.COPY]
    assert copy.other_id == english.report_id
    assert [reason.code for reason in copy.reasons] == ["translated_text"]
    assert LinkRow.objects.within(WATCH).filter(report_id=french.report_id, other_id=english.report_id).exists()


def test_what_was_linked_a_moment_ago_is_found_before_it_is_settled_and_after(desk: Desk) -> None:
    desk = with_own_memory(desk)
    english = take_in(desk, ENGLISH, source_id=WIRE).report_id
    french = take_in(desk, FRENCH, source_id=WIRE).report_id
    assert found(desk, french) == {english}
    desk.clock.move(hours=1)
    assert found(desk, french) == {english}
    russian = take_in(desk, TRANSLATIONS[0]["ru"], source_id=WIRE).report_id
    assert found(desk, russian) == {english, french}
    assert found(with_own_memory(desk), russian) == {english, french}


def test_an_index_of_another_database_is_not_used(desk: Desk) -> None:
    desk = with_own_memory(desk)
    take_in(desk, ENGLISH, source_id=WIRE)
    desk.clock.move(hours=1)
    french = take_in(desk, FRENCH, source_id=WIRE).report_id
    Mark.objects.within(WATCH).exclude(report_id=french).delete()
    Mark.objects.within(WATCH).update(number=1)
    assert found(desk, french) == frozenset()


def test_another_organisations_report_is_never_a_candidate(desk: Desk) -> None:
    desk = with_own_memory(desk)
    english = take_in(desk, ENGLISH, source_id=WIRE).report_id
    with durable(desk.house, caller=admit(BORIS, to=Act.LINK)) as unit:
        mark = Mark.objects.unsafe_everything().get(report_id=english)
        assert meaning_candidates(unit, mark=mark) == frozenset()


def test_what_the_database_keeps_is_what_is_searched(desk: Desk) -> None:
    take_in(desk, ENGLISH, source_id=WIRE)
    mark = Mark.objects.within(WATCH).get()
    assert mark.embedder == desk.house.knowledge.embedder.name
    meaning = bytes(mark.vector)
    assert np.abs(np.frombuffer(meaning, np.int8)).max() == 127
    index = Neighbours()
    index.add([mark.number], meanings=[meaning])
    assert index.nearest(meaning, count=1)[0][0] == mark.number
