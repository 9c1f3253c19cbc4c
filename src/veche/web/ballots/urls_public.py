"""Addresses at which everybody votes, looks and checks."""

from __future__ import annotations

from django.urls import path

from .casting import views as casting
from .public import rounds
from .public import views as public

HERE = "votes/<vote:uuid>/"

urlpatterns = [
    path(HERE, public.vote_page, name="vote"),
    path(f"{HERE}roll/", rounds.roll, name="roll"),
    path(f"{HERE}vote/", casting.booth, name="booth"),
    path(f"{HERE}election/", casting.election, name="election"),
    path(f"{HERE}check/", casting.check, name="check"),
    path(f"{HERE}cast/", casting.cast, name="cast"),
    path(f"{HERE}cast/file/", casting.cast_file, name="cast_file"),
    path(f"{HERE}trackers/", public.trackers, name="trackers"),
    path(f"{HERE}trackers.txt", public.trackers_text, name="trackers_text"),
    path(f"{HERE}archive.bel", public.archive, name="archive"),
    path(f"{HERE}result/", public.result, name="result"),
    path(f"{HERE}report.<str:kind>", public.report, name="report"),
    path(f"{HERE}report-<int:question>.<str:kind>", public.report, name="report_on"),
    path(f"{HERE}verify/", public.verify, name="verify"),
]
