"""What both places changed, in words: a line for each thing that differs, as it is here and as it is on the laptop."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from veche.web.assemblies.access.polls import YES_NO
from veche.web.house.language import Voice

from .. import access
from ..merging import Row
from ..models import Contradiction

NAMED = {
    "title", "text", "reason", "question", "name", "place", "minutes", "internal", "done", "list_open", "stage", "state", "duty", "begins",
    "counts", "present", "roll_size", "result", "item_id", "above_id", "motion_id", "block_id", "recommendation",
}  # fmt: skip
"""Columns of which people have a word. The others are one line: something else of it."""
CHOICES = {
    ("assemblies.assembly", "stage"): "assemblies:stage.{}",
    ("assemblies.officer", "duty"): "assemblies:duty.{}",
    ("assemblies.poll", "state"): "assemblies:poll_state.{}",
    ("motions.demand", "stage"): "motions:stage.{}",
}


class Difference(NamedTuple):
    """`name`: a key of the words."""

    name: str
    here: str
    there: str


class Shown(NamedTuple):
    id: UUID
    table: str
    what: str
    """Of which one, by what stands in it in both places; empty where nothing says it."""
    thrown_away: bool
    """Here; the laptop still has it."""
    differences: list[Difference]


def shown(one: Contradiction, voice: Voice) -> Shown:
    return Shown(
        one.pk,
        f"offline:table.{one.table.partition('.')[2]}",
        str(next((one.there[name] for name in ("title", "question", "name") if one.there.get(name)), "")),
        not one.here,
        _differences(one, voice) if one.here else [],
    )


def _differences(one: Contradiction, voice: Voice) -> list[Difference]:
    differing = [name for name, value in one.there.items() if one.here.get(name) != value]
    found = [
        Difference(f"offline:column.{name}", *(_said(one, name, row, voice) for row in (one.here, one.there)))
        for name in differing
        if name in NAMED
    ]
    if not found or len(found) < len([name for name in differing if name != "number"]):
        changed = voice("offline:value.changed_here"), voice("offline:value.changed_there")
        found.append(Difference("offline:column.other", *changed))
    return found


def _said(one: Contradiction, name: str, row: Row, voice: Voice) -> str:
    value = row.get(name)
    if isinstance(value, bool):
        return voice("offline:value.yes" if value else "offline:value.no")
    if value in (None, "", [], {}):
        return voice("offline:value.nothing")
    if (one.table, name) in CHOICES:
        return voice(CHOICES[one.table, name].format(value))
    if name == "begins":
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}"
    if name == "counts" or name == "result":
        return _counted(one, value, row, voice)
    return access.called(name, value) if name.endswith("_id") else str(value)


def _counted(one: Contradiction, value: object, row: Row, voice: Voice) -> str:
    """Each answer with its number."""
    counts = value.get("counts") or [] if isinstance(value, dict) else value
    answers = row.get("answers") or access.answers(str(row.get("poll_id", "")))
    said = [voice(f"assemblies:poll_answer.{name}") if name in YES_NO else str(name) for name in answers]
    said += [voice("offline:value.blank"), voice("offline:value.spoiled")]
    numbers = counts if isinstance(counts, list) else []
    return "; ".join(f"{name}: {number}" for name, number in zip(said, numbers, strict=False))
