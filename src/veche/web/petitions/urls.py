"""The addresses of petitions. A petition is named by the identifier of its round, as a vote is."""

from __future__ import annotations

from django.urls import path

from veche.web.ballots import addresses as addresses  # "<vote:uuid>"; before what uses it

from .views import listing, public, signing

HERE = "petitions/<vote:uuid>/"

urlpatterns = [
    path("bodies/<uuid:body_id>/petitions/", listing.petitions, name="petitions"),
    path(HERE, public.petition, name="petition"),
    path(f"{HERE}sign/", signing.sign, name="sign_petition"),
    path(f"{HERE}statement/", signing.statement, name="petition_statement"),
    path(f"{HERE}petition.json", public.file, name="petition_file"),
]
