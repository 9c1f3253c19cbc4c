from __future__ import annotations

from django.urls import path

from .health import health
from .live.views import stream

urlpatterns = [
    path("health/", health, name="health"),
    path("assemblies/<uuid:assembly_id>/live/<slug:kind>/", stream, name="live"),
]
