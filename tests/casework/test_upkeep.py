"""What the worker does for the database by itself."""

from django.db import connection

from nadhir.casework.upkeep import keep_statistics
from nadhir.store.models import CaseReport
from nadhir.store.scope import Scope
from tests.casework.desks import WIRE, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS, SECOND_CABLE


def test_the_reports_of_a_case_are_found_by_the_case_once_there_are_statistics(desk: Desk) -> None:
    case_id = opened_case(desk)
    for text in (CABLE, SECOND_CABLE, NEWS):
        take_in(desk, text, source_id=WIRE)
    keep_statistics()
    if connection.vendor == "sqlite":
        connection.close()  # as a process that starts later
        plan = CaseReport.objects.within(Scope("watch")).filter(case_id__in=[case_id], left_at=None).explain()
        assert "case_id=?" in plan
