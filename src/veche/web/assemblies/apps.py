"""Motions are dealt with at the assembly to which their body is called next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.bodies.models import Body
    from veche.web.delegates.access import Place
    from veche.web.motions.hooks import Coming


class AssembliesConfig(AppConfig):
    name = "veche.web.assemblies"

    def ready(self) -> None:
        from veche.web.motions import hooks

        if _coming not in hooks.coming:
            hooks.coming.append(_coming)
            hooks.chairs.append(_chairs)


def _coming(body: Body) -> Coming | None:
    from .access.next import coming

    return coming(body)


def _chairs(place: Place) -> bool:
    from .access.next import chairs

    return chairs(place)
