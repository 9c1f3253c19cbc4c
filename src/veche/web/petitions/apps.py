"""Petitions stand beside votes on the page of a standing roll."""

from __future__ import annotations

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "veche.web.petitions"

    def ready(self) -> None:
        from veche.web.ballots.beside import also_open

        from .rolled import open_petitions

        also_open.append(open_petitions)
