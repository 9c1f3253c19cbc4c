"""Changes from one text to another, and changes of an older text carried over to a newer one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .aligning import aligned, moved
from .changes import Change, Kind, canonical, sorted_out
from .editing import both
from .errors import Overtaken


def changes_between(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Changes that make the one text of the other: `apply(old, changes_between(old, new)) == list(new)`."""
    pairs = aligned(old, new)
    found: list[Change] = []
    kept = {here for here, _ in pairs}
    found += [Change(number, Kind.DELETE) for number in range(len(old)) if number not in kept]
    found += [Change(here, Kind.REPLACE, new[there]) for here, there in pairs if old[here] != new[there]]
    at = {there: here for here, there in pairs}
    after = -1
    for number, text in enumerate(new):
        after = at.get(number, after)
        if number not in at:
            found.append(Change(after, Kind.INSERT, text))
    return canonical(found)


def edited(paragraphs: Sequence[str], typed: Mapping[int, Sequence[str]]) -> tuple[Change, ...]:
    """What somebody changed who edited some paragraphs, each by itself: `typed` has for each of those the paragraphs that stand there now.

    Under -1 stands what was written before the first. A paragraph that reads quite differently now was replaced all the same: two who do so
    to one paragraph do not both get their way.
    """
    found: list[Change] = []
    for number, texts in sorted(typed.items()):
        found += _became(number, paragraphs[number], texts) if number >= 0 else _put_in(number, texts)
    return canonical(found)


def _became(number: int, old: str, texts: Sequence[str]) -> list[Change]:
    """One paragraph became these: the one most like it takes its place, the others stand before and after."""
    if not texts:
        return [Change(number, Kind.DELETE)]
    place = next((there for _, there in aligned([old], texts)), 0)
    own = [] if texts[place] == old else [Change(number, Kind.REPLACE, texts[place])]
    return [*_put_in(number - 1, texts[:place]), *own, *_put_in(number, texts[place + 1 :])]


def _put_in(number: int, texts: Sequence[str]) -> list[Change]:
    return [Change(number, Kind.INSERT, text) for text in texts]


@dataclass(frozen=True)
class Ground:
    """An older text, a newer one, and where each paragraph of the older one stands in the newer one: found once for many amendments."""

    old: Sequence[str]
    new: Sequence[str]
    at: Mapping[int, int]

    @classmethod
    def between(cls, old: Sequence[str], new: Sequence[str]) -> Ground:
        """Paragraphs that stayed, were reworded, or were moved as they are."""
        pairs = aligned(old, new)
        return cls(old, new, dict([*pairs, *moved(old, new, pairs)]))


def rebase(changes: Iterable[Change], old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """The changes of the older text as changes of the newer one; what the newer text has already drops out.

    A paragraph may have been moved, or reworded at other words than the change touches. Raises Overtaken for a paragraph that is gone, or
    reworded so that the change no longer fits; Misfit.
    """
    return carried_over(changes, Ground.between(old, new))


def carried_over(changes: Iterable[Change], ground: Ground) -> tuple[Change, ...]:
    """The same, where the ground is known."""
    own, inserted = sorted_out(len(ground.old), changes)
    found = [new_one for change in own.values() for new_one in _carried(ground, change)]
    for place, texts in inserted.items():
        after = _place(ground, place)
        if not _there_already(ground, after, texts):
            found += [Change(after, Kind.INSERT, text) for text in texts]
    return canonical(found)


def _carried(ground: Ground, change: Change) -> list[Change]:
    number = change.paragraph
    there = ground.at.get(number)
    if change.kind == Kind.DELETE:
        if there is not None and ground.new[there] != ground.old[number]:
            raise Overtaken(number, gone=False)
        return [] if there is None else [Change(there, Kind.DELETE)]
    if there is None:
        raise Overtaken(number, gone=True)
    wording = both(ground.old[number], ground.new[there], change.text)
    if wording is None:
        raise Overtaken(number, gone=False)
    return [] if wording == ground.new[there] else [Change(there, Kind.REPLACE, wording)]


def _there_already(ground: Ground, after: int, texts: list[str]) -> bool:
    """Whether the newer text has, at this place, the same new paragraphs: not ones that the older text had."""
    stretch = range(after + 1, after + 1 + len(texts))
    fresh = not set(stretch) & set(ground.at.values())
    return fresh and list(ground.new[stretch.start : stretch.stop]) == texts


def _place(ground: Ground, place: int) -> int:
    """Where to insert: after the same paragraph; if that is gone, before the one that followed."""
    if place < 0:
        return -1
    if place in ground.at:
        return ground.at[place]
    if place + 1 in ground.at:
        return ground.at[place + 1] - 1
    if place + 1 == len(ground.old) and not ground.new:
        return -1
    raise Overtaken(place, gone=True)
