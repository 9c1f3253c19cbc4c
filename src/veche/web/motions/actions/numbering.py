"""Numbers without gaps. The caller has locked the body."""

from __future__ import annotations

from django.db.models import Max, QuerySet


def next_number(among: QuerySet) -> int:  # type: ignore[type-arg]
    """One more than the highest `number` among these rows; 1 where none has one."""
    highest = among.aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1
