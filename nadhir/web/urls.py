# SPDX-License-Identifier: Apache-2.0
"""The addresses of the desk and of the recipient's page."""

from django.urls import path

from nadhir.web.views import cases, directory, linking, recipient, record, releases, reports, searching, signing_in

urlpatterns = [
    path("", cases.watch, name="watch"),
    path("login/", signing_in.LoginView.as_view(), name="login"),
    path("logout/", signing_in.LogoutView.as_view(), name="logout"),
    path("password/", signing_in.password, name="password"),
    path("reports/", reports.inbox, name="inbox"),
    path("reports/receive/", reports.receive, name="report-receive"),
    path("reports/<str:report_id>/", reports.report, name="report"),
    path("reports/<str:report_id>/bytes/", reports.received_bytes, name="report-bytes"),
    path("reports/<str:report_id>/container/", reports.container_bytes, name="report-container"),
    path("reports/<str:report_id>/open/", linking.open_by_hand, name="report-open"),
    path("reports/<str:report_id>/grade/", reports.grade, name="report-grade"),
    path("reports/<str:report_id>/join/", linking.join, name="report-join"),
    path("search/", searching.results, name="search"),
    path("cases/", cases.cases, name="cases"),
    path("clocks/", cases.clocks, name="clocks"),
    path("clocks/deputy/", cases.deputy, name="deputy"),
    path("cases/<str:case_id>/", cases.case, name="case"),
    path("cases/<str:case_id>/review/", cases.review, name="case-review"),
    path("cases/<str:case_id>/ledger/", record.case_ledger, name="case-ledger"),
    path("cases/<str:case_id>/do/<slug:name>/", cases.step, name="case-step"),
    path("cases/<str:case_id>/reports/<str:report_id>/split/", linking.split, name="case-split"),
    path("cases/<str:case_id>/deliveries/<str:delivery_id>/<slug:name>/", cases.delivery_step, name="delivery-step"),
    path("releases/<str:release_id>/", releases.release, name="release"),
    path("releases/<str:release_id>/approve/", releases.approve, name="release-approve"),
    path("releases/<str:release_id>/refuse/", releases.refuse, name="release-refuse"),
    path("directory/", directory.directory, name="directory"),
    path("directory/party/", directory.add_party, name="party-add"),
    path("directory/source/", directory.add_source, name="source-add"),
    path("ledger/", record.ledger, name="ledger"),
    path("ledger/seal/", record.seal_now, name="seal"),
    path("officers/", record.officers, name="officers"),
    path("w/<str:token>/", recipient.page, name="recipient"),
]
