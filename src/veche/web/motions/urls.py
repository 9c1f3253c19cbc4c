from __future__ import annotations

from django.urls import path

from .views import amending, amendments, demands, forwarding, preparing, proposing, reading, writing

urlpatterns = [
    path("bodies/<uuid:body_id>/motions/", reading.motions, name="motions"),
    path("bodies/<uuid:body_id>/motions/new/", writing.new_motion, name="new_motion"),
    path("bodies/<uuid:body_id>/motions/compose/", preparing.compose, name="compose"),
    path("bodies/<uuid:body_id>/blocks/", preparing.blocks, name="blocks"),
    path("bodies/<uuid:body_id>/blocks/<uuid:block_id>/", preparing.block, name="block"),
    path("bodies/<uuid:body_id>/forwarded/", forwarding.forwarded, name="forwarded"),
    path("bodies/<uuid:body_id>/forwarded/code/", forwarding.code, name="forward_code"),
    path("bodies/<uuid:body_id>/demands/", demands.demands, name="demands"),
    path("bodies/<uuid:body_id>/demands/order/", demands.put_in_order, name="order_demands"),
    path("bodies/<uuid:body_id>/offers/new/", demands.new_offer, name="new_offer"),
    path("bodies/<uuid:body_id>/offers/<uuid:offer_id>/", demands.offer, name="offer"),
    path("motions/<uuid:motion_id>/", reading.motion, name="motion"),
    path("motions/<uuid:motion_id>/texts/<int:number>/", reading.version, name="motion_text"),
    path("motions/<uuid:motion_id>/edit/", writing.edit, name="edit_motion"),
    path("motions/<uuid:motion_id>/submit/", writing.submit, name="submit_motion"),
    path("motions/<uuid:motion_id>/withdraw/", writing.withdraw, name="withdraw_motion"),
    path("motions/<uuid:motion_id>/throw-away/", writing.throw_away, name="throw_away_motion"),
    path("motions/<uuid:motion_id>/support/", writing.support, name="support_motion"),
    path("motions/<uuid:motion_id>/prepare/", preparing.prepare, name="prepare"),
    path("motions/<uuid:motion_id>/propose/", proposing.propose, name="propose"),
    path("motions/<uuid:motion_id>/proposals/<uuid:proposal_id>/", proposing.proposed, name="proposal"),
    path("amendments/<uuid:amendment_id>/propose/", proposing.propose_on, name="propose_on"),
    path("motions/<uuid:motion_id>/forward/", forwarding.forward, name="forward"),
    path("motions/<uuid:motion_id>/demand/", demands.demand, name="demand"),
    path("motions/<uuid:motion_id>/texts/", amendments.texts, name="compare_texts"),
    path("motions/<uuid:motion_id>/amendments/", amendments.amendments, name="amendments"),
    path("motions/<uuid:motion_id>/amendments/order/", amendments.order, name="order_amendments"),
    path("motions/<uuid:motion_id>/amendments/choose/", amendments.choose, name="choose_amendments"),
    path("motions/<uuid:motion_id>/amend/", amending.amend, name="amend"),
    path("amendments/<uuid:amendment_id>/", amendments.amendment, name="amendment"),
    path("amendments/<uuid:amendment_id>/amend/", amending.amend_amendment, name="amend_amendment"),
    path("amendments/<uuid:amendment_id>/write/", amending.write, name="write_amendment"),
    path(
        "amendments/<uuid:amendment_id>/write/<int:number>/", amending.write_paragraph, name="write_paragraph"
    ),
    path("amendments/<uuid:amendment_id>/carry-over/", amending.carry_over, name="carry_over"),
    path("amendments/<uuid:amendment_id>/submit/", amending.submit, name="submit_amendment"),
    path("amendments/<uuid:amendment_id>/withdraw/", amending.withdraw, name="withdraw_amendment"),
    path("amendments/<uuid:amendment_id>/support/", amending.support, name="support_amendment"),
]
