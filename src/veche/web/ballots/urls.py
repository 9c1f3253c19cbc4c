"""The addresses of votes: those of officers, and those of everybody."""

from __future__ import annotations

from . import addresses as addresses  # "<vote:uuid>"; before what uses it
from . import urls_officers, urls_public

urlpatterns = [*urls_officers.urlpatterns, *urls_public.urlpatterns]
