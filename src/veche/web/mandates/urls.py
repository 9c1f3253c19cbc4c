from __future__ import annotations

from django.urls import path

from .views import chain, giving, keeping, mandates, reporting

urlpatterns = [
    path("mandates/", mandates.own, name="my_mandates"),
    path("mandates/<uuid:mandate_id>/", mandates.mandate, name="mandate"),
    path("mandates/<uuid:mandate_id>/withdraw/", giving.withdraw, name="withdraw_mandate"),
    path("bodies/<uuid:body_id>/mandates/", mandates.mandates, name="mandates"),
    path("bodies/<uuid:body_id>/mandates/new/", giving.give, name="give_mandate"),
    path("bodies/<uuid:body_id>/reports/", reporting.reports, name="reports"),
    path("reports/<uuid:report_id>/", reporting.report, name="report_back"),
    path("keepings/<uuid:keeping_id>/", keeping.keeping, name="keeping"),
    path("keepings/<uuid:keeping_id>/judge/", keeping.judge, name="judge_keeping"),
    path("bodies/<uuid:body_id>/federation/", chain.federation, name="federation"),
    path("polls/<uuid:poll_id>/chain/", chain.chain, name="chain"),
]
