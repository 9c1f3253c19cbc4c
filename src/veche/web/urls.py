"""Where everything is. Addresses hold no secret: tokens travel behind a # or in a form."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("veche.web.house.urls")),
    path("", include("veche.web.accounts.urls")),
    path("", include("veche.web.bodies.urls")),
    path("", include("veche.web.ballots.urls")),
    path("", include("veche.web.petitions.urls")),
    path("", include("veche.web.delegates.urls")),
    path("", include("veche.web.motions.urls")),
    path("", include("veche.web.assemblies.urls")),
    path("", include("veche.web.mandates.urls")),
    path("", include("veche.web.minutes.urls")),
    path("", include("veche.web.offline.urls")),
    path("", include("veche.web.serving.urls")),
]
handler400 = "veche.web.house.failures.bad_request"
handler403 = "veche.web.house.failures.forbidden"
handler404 = "veche.web.house.failures.not_found"
handler500 = "veche.web.house.failures.broken"
