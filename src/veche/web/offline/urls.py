from __future__ import annotations

from django.urls import path

from .views import desk, officer, paper

urlpatterns = [
    path("away/", officer.officer, name="officer"),
    path("assemblies/<uuid:assembly_id>/away/", desk.away, name="away"),
    path("assemblies/<uuid:assembly_id>/away/take/", desk.take, name="take_copy"),
    path("assemblies/<uuid:assembly_id>/away/bring/", desk.bring, name="bring_back"),
    path("assemblies/<uuid:assembly_id>/away/back/", desk.back, name="make_back"),
    path("assemblies/<uuid:assembly_id>/away/forms/", paper.forms, name="paper_forms"),
    path("assemblies/<uuid:assembly_id>/away/typed/", paper.typed, name="typed_in"),
    path("assemblies/<uuid:assembly_id>/away/<uuid:copy_id>/file/", desk.file, name="copy_file"),
    path("assemblies/<uuid:assembly_id>/away/<uuid:copy_id>/give-up/", desk.give_up, name="give_up_copy"),
    path("assemblies/<uuid:assembly_id>/away/<uuid:copy_id>/throw-away/", desk.throw_away, name="drop_copy"),
    path(
        "assemblies/<uuid:assembly_id>/away/<uuid:contradiction_id>/decide/",
        desk.decide,
        name="decide_contradiction",
    ),
]
