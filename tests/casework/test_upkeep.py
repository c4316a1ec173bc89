"""What the worker does for the database by itself."""

from django.db import connection

from nadhir.casework.upkeep import keep_statistics
from nadhir.store.models import CaseReport
from nadhir.store.scope import Scope
from tests.casework.desks import WIRE, Desk, opened_case, take_in
from tests.casework.reports import CABLE, NEWS, SECOND_CABLE


def test_with_statistics_a_case_is_not_looked_for_among_all_that_the_organisation_has(desk: Desk) -> None:
    case_id = opened_case(desk)
    for text in (CABLE, SECOND_CABLE, NEWS):
        take_in(desk, text, source_id=WIRE)
    members = CaseReport.objects.within(Scope("watch")).filter(case_id__in=[case_id], left_at=None)
    if connection.vendor == "sqlite":
        assert "organisation_id=?" in members.explain()
    keep_statistics()
    if connection.vendor == "sqlite":
        connection.close()  # as a process that starts later
        assert "organisation_id=?" not in members.all().explain()
