from __future__ import annotations

from django.urls import path

from .views import delegates, nominations, recalls, seats, statutes

urlpatterns = [
    path("bodies/<uuid:body_id>/delegates/", delegates.delegates, name="delegates"),
    path("bodies/<uuid:body_id>/delegates/<uuid:upper_id>/", nominations.nominate, name="nominate"),
    path("bodies/<uuid:body_id>/delegates/<uuid:upper_id>/ask/", nominations.ask, name="ask_to_stand"),
    path("bodies/<uuid:body_id>/delegates/<uuid:upper_id>/vote/", nominations.vote, name="elect_delegates"),
    path(
        "bodies/<uuid:body_id>/delegates/<uuid:upper_id>/by-hand/", nominations.by_hand, name="elect_by_hand"
    ),
    path("bodies/<uuid:body_id>/elected/<slug:uuid>/", nominations.result, name="elected"),
    path("bodies/<uuid:body_id>/statutes/", statutes.statutes, name="statutes"),
    path("bodies/<uuid:body_id>/statutes/change/", statutes.change, name="change_statutes"),
    path("bodies/<uuid:body_id>/seats/", seats.seats, name="seats"),
    path("bodies/<uuid:body_id>/seats/share/", seats.share, name="share_seats"),
    path("bodies/<uuid:body_id>/seats/<int:number>/", seats.sharing, name="sharing"),
    path("bodies/<uuid:body_id>/recalls/", recalls.recalls, name="recalls"),
    path("bodies/<uuid:body_id>/recalls/roll/", recalls.want_roll, name="want_roll"),
    path("seats/<uuid:seat_id>/", delegates.seat, name="seat"),
    path("delegacies/<uuid:delegacy_id>/answer/", delegates.answer, name="answer_seat"),
    path("delegacies/<uuid:delegacy_id>/recall/", recalls.begin, name="begin_recall"),
    path("recalls/<uuid:recall_id>/", recalls.recall, name="recall"),
]
