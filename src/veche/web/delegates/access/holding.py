"""Who holds a seat on a day: one query for all who ask."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from ..models import Delegacy


def holding(day: date) -> QuerySet[Delegacy]:
    """Delegacies whose seat is held on the day: rank 0, accepted, begun, not ended, and the seat still there."""
    return (
        Delegacy.objects.filter(
            rank=0,
            begins__lte=day,
            ends__gte=day,
            accepted__lte=day,
            ended=None,
            seat__abolished=None,
        )
        .filter(Q(moved_up=None) | Q(moved_up__lte=day))
        .select_related("seat__upper", "seat__lower", "membership")
    )


def standing(day: date) -> QuerySet[Delegacy]:
    """Whoever is elected and not over: delegates and alternates, accepted or asked, of this term or of one to come."""
    return Delegacy.objects.filter(ended=None, ends__gte=day, seat__abolished=None).select_related(
        "seat__upper", "seat__lower", "membership"
    )
