"""Minutes as a list of entries, and what an edition changes in it. Pure: no database, no clock.

All text is in the language of the assembly already: minutes say next year what they say today, whatever becomes of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Sort(StrEnum):
    HEADING = "heading"
    """Begins a section: a point of the agenda, or the beginning and the end."""
    LINE = "line"
    LEAD = "lead"
    """What was decided."""
    REASON = "reason"
    """Why, by the rule."""
    QUOTE = "quote"
    """A paragraph of an adopted text."""
    FINGERPRINT = "fingerprint"
    """Of the archive of a secret vote."""
    ADDRESS = "address"
    """Where anybody verifies it."""


@dataclass(frozen=True)
class Entry:
    """`text` as it stands, `drafted` as the program wrote it ("" for what the secretary added). `internal`: not in the public version;
    of a heading: nothing of its section is."""

    id: str
    sort: Sort
    text: str
    drafted: str = ""
    at: str = ""
    """The hour, where it is said."""
    internal: bool = False
    gone: bool = False
    """Taken out by the secretary; it stays in the earlier editions."""
    after: str = ""
    """Of an added one: behind which it was put."""

    @property
    def by_hand(self) -> bool:
        return self.text != self.drafted

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> Entry:
        return cls(**(value | {"sort": Sort(value["sort"])}))


def put_together(editions: Iterable[Sequence[Entry]]) -> list[Entry]:
    """The minutes after these editions: the first has everything, a later one what it changed or added."""
    found: list[Entry] = []
    for changed in editions:
        for entry in changed:
            found = _with(found, entry)
    return found


def _with(found: list[Entry], entry: Entry) -> list[Entry]:
    places = {one.id: place for place, one in enumerate(found)}
    if entry.id in places:
        return [entry if one.id == entry.id else one for one in found]
    place = places.get(entry.after, len(found) - 1) + 1
    return [*found[:place], entry, *found[place:]]


@dataclass(frozen=True)
class Section:
    """`left_out`: it is internal, and this is the public version."""

    heading: Entry
    entries: tuple[Entry, ...]
    left_out: bool = False


def sections(entries: Iterable[Entry], *, public: bool) -> list[Section]:
    """As they are read. In the public version what is internal is left out, and an entry with an empty text stands where that was."""
    found: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        if entry.sort is Sort.HEADING:
            found.append((entry, []))
        elif found and not entry.gone:
            found[-1][1].append(entry)
    return [_section(heading, inside, public) for heading, inside in found]


def _section(heading: Entry, inside: list[Entry], public: bool) -> Section:
    if not public:
        return Section(heading, tuple(inside))
    if heading.internal:
        return Section(replace(heading, text="", drafted=""), (), left_out=True)
    shown: list[Entry] = []
    for entry in inside:
        if not entry.internal:
            shown.append(entry)
        elif not shown or shown[-1].text:
            shown.append(Entry(entry.id, Sort.LINE, ""))
    return Section(heading, tuple(shown))
