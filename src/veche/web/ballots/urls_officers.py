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
    path("votes/<str:uuid>/manage/", managing.manage, name="manage"),
    path("votes/<str:uuid>/manage/text/", drawing.text, name="manage_text"),
    path("votes/<str:uuid>/manage/questions/new/<str:kind>/", questions.new_question, name="new_question"),
    path("votes/<str:uuid>/manage/questions/<int:number>/", questions.question, name="manage_question"),
    path(
        "votes/<str:uuid>/manage/questions/<int:number>/drop/", questions.drop_question, name="drop_question"
    ),
    path("votes/<str:uuid>/manage/questions/<int:number>/count/", questions.counting, name="manage_counting"),
    path("votes/<str:uuid>/manage/rule/", drawing.choose_rule, name="manage_rules"),
    path("votes/<str:uuid>/manage/rule/<slug:name>/", drawing.rule, name="manage_rule"),
    path("votes/<str:uuid>/manage/times/", drawing.times, name="manage_times"),
    path("votes/<str:uuid>/manage/posts/", drawing.posts, name="manage_posts"),
    path("votes/<str:uuid>/manage/throw-away/", drawing.throw_away, name="throw_away"),
    path("votes/<str:uuid>/manage/freeze/", holding.freeze, name="freeze"),
    path("votes/<str:uuid>/manage/open/", holding.open_now, name="open_vote"),
    path("votes/<str:uuid>/manage/extend/", holding.extend, name="extend_vote"),
    path("votes/<str:uuid>/manage/close/", holding.close, name="close_vote"),
    path("votes/<str:uuid>/manage/call-off/", holding.call_off, name="call_off"),
    path("votes/<str:uuid>/manage/keys/", holding.combined, name="combined"),
    path("votes/<str:uuid>/manage/keys/again/", holding.keys_again, name="keys_again"),
    path("votes/<str:uuid>/manage/decryption/", holding.brought, name="brought"),
    path("votes/<str:uuid>/manage/end-shuffles/", holding.end_shuffles, name="end_shuffles"),
    path("votes/<str:uuid>/manage/again/", holding.work_again, name="work_again"),
    path("votes/<str:uuid>/vote.toml", registrar.file, name="vote_file"),
    path("votes/<str:uuid>/lot/", lot_views.lot, name="lot"),
    path("votes/<str:uuid>/registrar/", registrar.registrar, name="registrar"),
    path("votes/<str:uuid>/registrar/state/", registrar.state, name="registrar_state"),
    path("votes/<str:uuid>/registrar/roll/", registrar.take_list, name="registrar_roll"),
    path("votes/<str:uuid>/registrar/sealed/", registrar.hand_over, name="registrar_sealed"),
    path("votes/<str:uuid>/registrar/upload/", registrar.upload, name="registrar_upload"),
    path("votes/<str:uuid>/registrar/again/", registrar.again, name="registrar_again"),
    path("votes/<str:uuid>/trustee/", trustee.trustee, name="trustee"),
    path("votes/<str:uuid>/trustee/key/", trustee.take_key, name="trustee_key"),
    path("votes/<str:uuid>/trustee/tally/", trustee.tally, name="trustee_tally"),
    path("votes/<str:uuid>/trustee/decryption/", trustee.take_decryption, name="trustee_decryption"),
    path("votes/<str:uuid>/trustee/upload/", trustee.upload, name="trustee_upload"),
    path("votes/<str:uuid>/trustee/ceremony.zip", trustee.ceremony, name="ceremony"),
    path("votes/<str:uuid>/credential/", member_views.credential, name="credential"),
    path("votes/<str:uuid>/credential/request/", member_views.ask, name="credential_request"),
    path("votes/<str:uuid>/credential/sealed/", member_views.sealed, name="credential_sealed"),
]
