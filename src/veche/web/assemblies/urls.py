from __future__ import annotations

from django.urls import include, path

from .views import agenda, calling, door, hall, officers, orders

urlpatterns = [
    path("bodies/<uuid:body_id>/assemblies/", calling.assemblies, name="assemblies"),
    path("bodies/<uuid:body_id>/assemblies/new/", calling.new, name="call_assembly"),
    path("assemblies/come/", door.come, name="come"),
    path("assemblies/<uuid:assembly_id>/", hall.assembly, name="assembly"),
    path("assemblies/<uuid:assembly_id>/attend/", hall.attend, name="attend"),
    path("assemblies/<uuid:assembly_id>/edit/", calling.edit, name="edit_assembly"),
    path("assemblies/<uuid:assembly_id>/notice/", calling.notice, name="notice"),
    path("assemblies/<uuid:assembly_id>/notice.txt", calling.notice_text, name="notice_text"),
    path("assemblies/<uuid:assembly_id>/call/", calling.call, name="call"),
    path("assemblies/<uuid:assembly_id>/call-off/", calling.call_off, name="call_off_assembly"),
    path("assemblies/<uuid:assembly_id>/orders/", orders.standing_orders, name="standing_orders"),
    path("assemblies/<uuid:assembly_id>/orders/change/", orders.change_orders, name="change_orders"),
    path("assemblies/<uuid:assembly_id>/officers/", officers.officers, name="assembly_officers"),
    path("assemblies/<uuid:assembly_id>/officers/dismiss/", officers.dismiss, name="dismiss"),
    path("assemblies/<uuid:assembly_id>/officers/hand-over/", officers.hand_over, name="hand_over"),
    path("assemblies/<uuid:assembly_id>/agenda/", agenda.agenda, name="agenda"),
    path("assemblies/<uuid:assembly_id>/agenda/add/", agenda.add_item, name="add_item"),
    path("assemblies/<uuid:assembly_id>/agenda/motions/", agenda.add_motions, name="add_motions"),
    path("assemblies/<uuid:assembly_id>/agenda/now/", agenda.deal_with, name="deal_with"),
    path("assemblies/<uuid:assembly_id>/agenda/<uuid:item_id>/", agenda.item, name="agenda_item"),
    path("assemblies/<uuid:assembly_id>/agenda/<uuid:item_id>/move/", agenda.move_item, name="move_item"),
    path(
        "assemblies/<uuid:assembly_id>/agenda/<uuid:item_id>/remove/", agenda.remove_item, name="remove_item"
    ),
    path("assemblies/<uuid:assembly_id>/door/", door.door, name="door"),
    path("assemblies/<uuid:assembly_id>/door/slips/", door.make_slips, name="door_slips"),
    path("assemblies/<uuid:assembly_id>/door/screen/", door.screen_code, name="screen_code"),
    path("assemblies/<uuid:assembly_id>/desk/", hall.desk, name="desk"),
    path("assemblies/<uuid:assembly_id>/run/", hall.run, name="run_assembly"),
    path("assemblies/<uuid:assembly_id>/screen/", hall.screen, name="screen"),
    path("assemblies/<uuid:assembly_id>/record/", hall.record, name="assembly_record"),
    path("", include("veche.web.assemblies.urls_polls")),
]
