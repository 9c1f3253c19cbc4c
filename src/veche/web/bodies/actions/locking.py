"""One at a time. SQLite lets one transaction write (they begin IMMEDIATE); PostgreSQL is told what to wait for."""

from __future__ import annotations

from django.db import connection
from django.http import Http404

from ..models import Body, Membership

GRAPH = 0x76656368
"""The advisory lock of the graph of bodies."""


def lock_body(body: Body) -> Body:
    """The body as it is now; whoever else locks it waits until this transaction ends."""
    return Body.objects.select_for_update().get(pk=body.pk)


def lock(membership: Membership) -> Membership:
    """The membership as it is now, its body locked. Raises Http404 if it went in the meantime."""
    lock_body(membership.body)
    fresh = Membership.objects.select_related("body").filter(pk=membership.pk).first()
    if fresh is None:
        raise Http404
    return fresh


def lock_graph() -> None:
    """Whoever else changes how bodies stand to each other waits: two links that make a circle together are not seen by either alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GRAPH])
