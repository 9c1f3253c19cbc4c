"""Addresses at which a vote is drawn up and held."""

from __future__ import annotations

from django.urls import path

from .officers import drawing_views as drawing
from .officers import holding_views as holding
from .officers import lot_views, member_views, votes_views
from .officers import managing_views as managing
from .officers import question_views as questions
from .officers import registrar_views as registrar
from .officers import trustee_views as trustee

urlpatterns = [
    path("bodies/<uuid:body_id>/votes/", votes_views.votes, name="votes"),
    path("bodies/<uuid:body_id>/votes/new/", drawing.draw_up, name="draw_up"),
    path("votes/<vote:uuid>/manage/", managing.manage, name="manage"),
    path("votes/<vote:uuid>/manage/text/", drawing.text, name="manage_text"),
    path("votes/<vote:uuid>/manage/questions/new/<str:kind>/", questions.new_question, name="new_question"),
    path("votes/<vote:uuid>/manage/questions/<int:number>/", questions.question, name="manage_question"),
    path(
        "votes/<vote:uuid>/manage/questions/<int:number>/drop/", questions.drop_question, name="drop_question"
    ),
    path(
        "votes/<vote:uuid>/manage/questions/<int:number>/count/", questions.counting, name="manage_counting"
    ),
    path("votes/<vote:uuid>/manage/rule/", drawing.choose_rule, name="manage_rules"),
    path("votes/<vote:uuid>/manage/rule/<slug:name>/", drawing.rule, name="manage_rule"),
    path("votes/<vote:uuid>/manage/times/", drawing.times, name="manage_times"),
    path("votes/<vote:uuid>/manage/service/", drawing.service, name="manage_service"),
    path("votes/<vote:uuid>/manage/posts/", drawing.posts, name="manage_posts"),
    path("votes/<vote:uuid>/manage/throw-away/", drawing.throw_away, name="throw_away"),
    path("votes/<vote:uuid>/manage/freeze/", holding.freeze, name="freeze"),
    path("votes/<vote:uuid>/manage/open/", holding.open_now, name="open_vote"),
    path("votes/<vote:uuid>/manage/extend/", holding.extend, name="extend_vote"),
    path("votes/<vote:uuid>/manage/close/", holding.close, name="close_vote"),
    path("votes/<vote:uuid>/manage/call-off/", holding.call_off, name="call_off"),
    path("votes/<vote:uuid>/manage/end/", holding.end_roll, name="end_roll"),
    path("votes/<vote:uuid>/manage/keys/", holding.combined, name="combined"),
    path("votes/<vote:uuid>/manage/keys/again/", holding.keys_again, name="keys_again"),
    path("votes/<vote:uuid>/manage/decryption/", holding.brought, name="brought"),
    path("votes/<vote:uuid>/manage/end-shuffles/", holding.end_shuffles, name="end_shuffles"),
    path("votes/<vote:uuid>/manage/again/", holding.work_again, name="work_again"),
    path("votes/<vote:uuid>/vote.toml", registrar.file, name="vote_file"),
    path("votes/<vote:uuid>/lot/", lot_views.lot, name="lot"),
    path("votes/<vote:uuid>/registrar/", registrar.registrar, name="registrar"),
    path("votes/<vote:uuid>/registrar/state/", registrar.state, name="registrar_state"),
    path("votes/<vote:uuid>/registrar/roll/", registrar.take_list, name="registrar_roll"),
    path(
        "votes/<vote:uuid>/registrar/rounds/<int:number>/", registrar.take_round_list, name="registrar_round"
    ),
    path("votes/<vote:uuid>/registrar/sealed/", registrar.hand_over, name="registrar_sealed"),
    path("votes/<vote:uuid>/registrar/upload/", registrar.upload, name="registrar_upload"),
    path("votes/<vote:uuid>/registrar/again/", registrar.again, name="registrar_again"),
    path("votes/<vote:uuid>/trustee/", trustee.trustee, name="trustee"),
    path("votes/<vote:uuid>/trustee/key/", trustee.take_key, name="trustee_key"),
    path("votes/<vote:uuid>/trustee/tally/", trustee.tally, name="trustee_tally"),
    path("votes/<vote:uuid>/trustee/decryption/", trustee.take_decryption, name="trustee_decryption"),
    path("votes/<vote:uuid>/trustee/upload/", trustee.upload, name="trustee_upload"),
    path("votes/<vote:uuid>/trustee/ceremony.zip", trustee.ceremony, name="ceremony"),
    path("votes/<vote:uuid>/credential/", member_views.credential, name="credential"),
    path("votes/<vote:uuid>/credential/request/", member_views.ask, name="credential_request"),
    path("votes/<vote:uuid>/credential/sealed/", member_views.sealed, name="credential_sealed"),
]
