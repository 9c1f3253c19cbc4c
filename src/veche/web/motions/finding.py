"""Finding a motion among many. Titles are sealed, so they are searched in memory, after one query for all motions of the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from .models import Motion

PAGE = 50
"""Motions on a page."""
LONGEST = 100
"""Characters of what is looked for."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. `state` as "workflow.state"; empty values want nothing."""

    text: str = ""
    state: str = ""
    block: UUID | None = None
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Wanted:
        """From an address; what makes no sense wants nothing."""
        page = asked.get("page", "1")
        return cls(
            asked.get("q", "")[:LONGEST].strip(),
            asked.get("state", "")[:LONGEST],
            _uuid(asked.get("block", "")),
            int(page) if page.isdecimal() and len(page) < 6 else 1,
        )


@dataclass(frozen=True)
class Found:
    """One page of what was found, `total` in all; `before` and `after` are the pages beside it, 0 where there is none."""

    motions: Sequence[Motion]
    total: int
    before: int
    after: int


def find(motions: Sequence[Motion], wanted: Wanted) -> Found:
    """By number, or by words of which the title has the beginnings, in whatever order."""
    fitting = [one for one in motions if _fits(one, wanted)]
    last = max(1, -(-len(fitting) // PAGE))
    page = min(max(wanted.page, 1), last)
    shown = fitting[(page - 1) * PAGE : page * PAGE]
    return Found(shown, len(fitting), page - 1, page + 1 if page < last else 0)


def _fits(one: Motion, wanted: Wanted) -> bool:
    if wanted.state and f"{one.workflow}.{one.state}" != wanted.state:
        return False
    if wanted.block is not None and one.block_id != wanted.block:
        return False
    if wanted.text.isdecimal():
        return str(one.number) == wanted.text.lstrip("0")
    title = one.title.casefold().split()
    return all(any(word.startswith(part) for word in title) for part in wanted.text.casefold().split())


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
