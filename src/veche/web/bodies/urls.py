from __future__ import annotations

from django.urls import path

from .views import body, inviting, joining, linking, offices, register

urlpatterns = [
    path("home/", body.home, name="home"),
    path("join/", joining.join, name="join"),
    path("bodies/new/", body.found, name="found"),
    path("bodies/<uuid:body_id>/", body.body, name="body"),
    path("bodies/<uuid:body_id>/settings/", body.settings, name="body_settings"),
    path("bodies/<uuid:body_id>/leave/", body.leave, name="leave_body"),
    path("bodies/<uuid:body_id>/invite/", inviting.invite, name="invite"),
    path("bodies/<uuid:body_id>/invite/withdraw/", inviting.withdraw, name="withdraw"),
    path("bodies/<uuid:body_id>/invited/", inviting.invited, name="invited"),
    path("bodies/<uuid:body_id>/invited/<uuid:membership_id>/remove/", inviting.remove, name="remove_member"),
    path("bodies/<uuid:body_id>/waiting/", joining.waiting, name="waiting"),
    path("bodies/<uuid:body_id>/vouch/", joining.vouch, name="vouch"),
    path("bodies/<uuid:body_id>/offices/", offices.roles, name="roles"),
    path("bodies/<uuid:body_id>/offices/give/", offices.give, name="give"),
    path("bodies/<uuid:body_id>/offices/take/", offices.take, name="take"),
    path("bodies/<uuid:body_id>/offices/code/", offices.code, name="office_code"),
    path("bodies/<uuid:body_id>/bodies/", linking.neighbours, name="neighbours"),
    path("bodies/<uuid:body_id>/bodies/decide/", linking.decide, name="decide_link"),
    path("bodies/<uuid:body_id>/bodies/code/", linking.code, name="link_code"),
    path("bodies/<uuid:body_id>/register/", register.register, name="register"),
    path("bodies/<uuid:body_id>/register/key/", register.key, name="register_key"),
    path("bodies/<uuid:body_id>/register/decide/", register.decide, name="decide_register"),
    path("bodies/<uuid:body_id>/register/take/", register.take, name="take_register"),
]
