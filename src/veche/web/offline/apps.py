"""While a copy of an assembly is out, votes on phones stay one by one: what comes back may be of the same phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.assemblies.models import Assembly


class OfflineConfig(AppConfig):
    name = "veche.web.offline"

    def ready(self) -> None:
        from veche.web.assemblies import hooks

        if _still_needed not in hooks.still_needed:
            hooks.still_needed.append(_still_needed)


def _still_needed(assembly: Assembly) -> bool:
    from . import access

    return access.may_come_together(assembly)
