"""Addresses of votes and speakers in an assembly."""

from __future__ import annotations

from django.urls import path

from .views import counting, opening, polls, speaking

HERE = "assemblies/<uuid:assembly_id>/"

urlpatterns = [
    path(f"{HERE}speak/", speaking.speak, name="speak"),
    path(f"{HERE}speak/withdraw/", speaking.withdraw, name="speak_withdraw"),
    path(f"{HERE}speakers/", speaking.speakers, name="speakers"),
    path(f"{HERE}speakers/add/", speaking.add, name="speakers_add"),
    path(f"{HERE}speakers/statistics/", speaking.statistics, name="speaking_statistics"),
    path(f"{HERE}polls/", polls.polls, name="polls"),
    path(f"{HERE}polls/secret/", polls.secret, name="demand_secret"),
    path(f"{HERE}polls/new/", opening.choose, name="choose_poll"),
    path(f"{HERE}polls/new/<slug:about>/", opening.new, name="open_poll"),
    path(f"{HERE}polls/new/<slug:about>/<uuid:what>/", opening.new, name="open_poll_on"),
    path(f"{HERE}polls/<int:number>/", polls.poll, name="poll"),
    path(f"{HERE}polls/<int:number>/do/", polls.do, name="poll_do"),
    path(f"{HERE}polls/<int:number>/vote/", polls.vote, name="poll_vote"),
    path(f"{HERE}polls/<int:number>/count/", counting.hands, name="poll_count"),
    path(f"{HERE}polls/<int:number>/paper/", counting.paper, name="poll_paper"),
    path(f"{HERE}polls/<int:number>/names/", counting.names, name="poll_names"),
]
