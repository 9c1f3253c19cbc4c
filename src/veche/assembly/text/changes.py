"""Changes to the paragraphs of a text: replace one, delete one, insert one after another.

A list of changes has one form only (`canonical`): by paragraph; at one place first what becomes of the paragraph, then what is inserted
after it, in its order. So two lists that say the same are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .errors import BadChange, Misfit, TooLong
from .paragraphs import MOST_CHARACTERS, MOST_PARAGRAPHS, split


class Kind(StrEnum):
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True)
class Change:
    """One change. `paragraph` from 0; an insertion stands after it, and -1 is before the first. `text` is one paragraph; empty when deleting."""

    paragraph: int
    kind: Kind
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"paragraph": self.paragraph, "kind": str(self.kind), "text": self.text}


def to_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """As it is kept."""
    return [change.to_json() for change in changes]


def of_json(value: Any) -> tuple[Change, ...]:
    """What `to_json` made, in its one form. Raises BadChange for anything else, TooLong."""
    if not isinstance(value, list):
        raise BadChange("not a list of changes")
    if len(value) > 2 * MOST_PARAGRAPHS:
        raise TooLong(2 * MOST_PARAGRAPHS, "changes")
    changes = tuple(_of_json(one) for one in value)
    if sum(len(change.text) for change in changes) > MOST_CHARACTERS:
        raise TooLong(MOST_CHARACTERS, "characters")
    return canonical(changes)


def _of_json(value: Any) -> Change:
    match value:
        case {"paragraph": int(paragraph), "kind": "delete", "text": "", **rest} if not rest:
            change = Change(paragraph, Kind.DELETE)
        case {
            "paragraph": int(paragraph),
            "kind": "replace" | "insert" as kind,
            "text": str(text),
            **rest,
        } if not rest and split(text) == [text]:
            change = Change(paragraph, Kind(kind), text)
        case _:
            raise BadChange("neither replaces, inserts nor deletes one paragraph")
    if isinstance(paragraph, bool) or not -1 <= paragraph < MOST_PARAGRAPHS:
        raise BadChange(f"no text has a paragraph {paragraph}")
    return change


def canonical(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The one form of these changes. Raises Misfit where a paragraph is changed twice."""
    ordered = sorted(changes, key=lambda change: (change.paragraph, change.kind == Kind.INSERT))
    touched: set[int] = set()
    for change in ordered:
        if change.kind == Kind.INSERT:
            continue
        if change.paragraph < 0:
            raise Misfit(change.paragraph, "there is nothing before the first paragraph")
        if change.paragraph in touched:
            raise Misfit(change.paragraph, "is changed twice")
        touched.add(change.paragraph)
    return tuple(ordered)


@dataclass(frozen=True)
class Place:
    """What stands in a changed text, and where it came from: paragraph `paragraph` of the old one (changed or not), or the insertion
    number `inserted` (from 0) after it."""

    paragraph: int
    inserted: int | None
    text: str


def places(paragraphs: Sequence[str], changes: Iterable[Change]) -> list[Place]:
    """The changed text, paragraph by paragraph. Raises Misfit."""
    own, inserted = sorted_out(len(paragraphs), changes)
    found = list(_inserted(inserted, -1))
    for number, text in enumerate(paragraphs):
        change = own.get(number)
        if change is None or change.kind == Kind.REPLACE:
            found.append(Place(number, None, text if change is None else change.text))
        found += _inserted(inserted, number)
    return found


def _inserted(inserted: dict[int, list[str]], number: int) -> Iterator[Place]:
    return (Place(number, place, text) for place, text in enumerate(inserted.get(number, ())))


def sorted_out(count: int, changes: Iterable[Change]) -> tuple[dict[int, Change], dict[int, list[str]]]:
    """For each paragraph what becomes of it, and for each place what is inserted there. Raises Misfit where there are only `count` paragraphs."""
    own: dict[int, Change] = {}
    inserted: dict[int, list[str]] = {}
    for change in canonical(changes):
        if not -1 <= change.paragraph < count:
            raise Misfit(change.paragraph, f"the text has only {count}")
        if change.kind == Kind.INSERT:
            inserted.setdefault(change.paragraph, []).append(change.text)
        else:
            own[change.paragraph] = change
    return own, inserted


def apply(paragraphs: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """The text with the changes made. Raises Misfit."""
    return [place.text for place in places(paragraphs, changes)]


def compose(paragraphs: Sequence[str], first: Iterable[Change], then: Iterable[Change]) -> tuple[Change, ...]:
    """Both in one: `apply(p, compose(p, a, b)) == apply(apply(p, a), b)`. `then` changes the text that `first` makes. Raises Misfit.

    Where each paragraph came from is known, not guessed: a change of an inserted paragraph changes what is inserted.
    """
    first = canonical(first)
    middle = places(paragraphs, first)
    own, inserted = sorted_out(len(middle), then)
    found = [change for change in first if change.kind == Kind.DELETE]
    found += [Change(-1, Kind.INSERT, text) for text in inserted.get(-1, ())]
    for number, place in enumerate(middle):
        found += _outcome(paragraphs, place, own.get(number))
        found += [Change(place.paragraph, Kind.INSERT, text) for text in inserted.get(number, ())]
    return canonical(found)


def _outcome(paragraphs: Sequence[str], place: Place, change: Change | None) -> list[Change]:
    """What becomes in the end of a paragraph of the text between."""
    deleted = change is not None and change.kind == Kind.DELETE
    text = place.text if change is None else change.text
    if place.inserted is not None:
        return [] if deleted else [Change(place.paragraph, Kind.INSERT, text)]
    if deleted:
        return [Change(place.paragraph, Kind.DELETE)]
    return [] if text == paragraphs[place.paragraph] else [Change(place.paragraph, Kind.REPLACE, text)]
