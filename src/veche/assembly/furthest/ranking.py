"""Who competes with whom, in which order they are voted on, why, and who falls when one is carried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from veche.assembly.text import Amendment, Change, Conflict, Kind, apply, conflicts
from veche.words.sentence import Sentence, Share

from .reach import Reach, Sort, reach, touched

UNMOVED: Mapping[str, int] = {}
"""The chair left all where the rule puts it."""


@dataclass(frozen=True)
class Ranked:
    """An amendment in its place, and why it stands there."""

    id: str
    why: Sentence
    reach: Reach
    falls: tuple[str, ...] = ()
    """Those behind it that cannot hold any more when it is carried, or would change nothing more, and what amends these."""
    rivals: tuple[str, ...] = ()
    """All with which it competes in one order, itself among them, as they are voted on."""
    depth: int = 0
    """0 for an amendment of the text, 1 for one of such an amendment, and so on."""


@dataclass(frozen=True)
class Group:
    """Amendments that compete for the same paragraphs, in their order, each after those that amend it. One that competes with none stands alone."""

    paragraphs: tuple[int, ...]
    """The paragraphs (from 0) of the text that they change; for insertions the one after which they stand, -1 for before the first."""
    ranked: tuple[Ranked, ...]


def order(
    paragraphs: Sequence[str], amendments: Iterable[Amendment], moved: Mapping[str, int] = UNMOVED
) -> list[Ranked]:
    """All of them as they are voted on. `moved`: see `groups`. Raises Misfit."""
    return [one for group in groups(paragraphs, amendments, moved) for one in group.ranked]


def groups(
    paragraphs: Sequence[str], amendments: Iterable[Amendment], moved: Mapping[str, int] = UNMOVED
) -> list[Group]:
    """The same in groups, in the order of the text; what would delete the whole text stands before everything.

    `moved`: where the chair put some instead, by id: a number among those that it competes with, the lowest first. Raises Misfit.
    """
    found = list(amendments)
    return _Court(found, conflicts(paragraphs, found, undecided=True), moved).groups(paragraphs, None, 0)


@dataclass
class _Court:
    amendments: Sequence[Amendment]
    clashes: Sequence[Conflict]
    moved: Mapping[str, int]
    rivals: dict[str, set[str]] = field(default_factory=dict)
    """With whom each cannot hold together."""
    below: dict[str | None, list[Amendment]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for clash in self.clashes:
            self.rivals.setdefault(clash.first, set()).add(clash.second)
            self.rivals.setdefault(clash.second, set()).add(clash.first)
        known = {one.id for one in self.amendments}
        for one in sorted(self.amendments, key=lambda one: (one.number, one.id)):
            self.below.setdefault(one.to if one.to in known else None, []).append(one)

    def groups(self, paragraphs: Sequence[str], parent: Amendment | None, depth: int) -> list[Group]:
        own = self.below.get(parent.id if parent else None, [])
        found = [_Field.of(paragraphs, rivals, self.moved) for rivals in competing(len(paragraphs), own)]
        found.sort(key=_Field.stands)
        waiting = [one for rivals in found for one in rivals.ordered]
        ranked: list[Group] = []
        for rivals in found:
            group: list[Ranked] = []
            for one, why in zip(rivals.ordered, reasons(rivals, parent, self.moved), strict=True):
                waiting.remove(one)
                group += self._of(paragraphs, one, depth)
                falls = self._falls(one, waiting)
                group.append(Ranked(one.id, why, rivals.reaches[one.id], falls, rivals.names, depth))
            ranked.append(Group(rivals.places, tuple(group)))
        return ranked

    def _falls(self, one: Amendment, waiting: Sequence[Amendment]) -> tuple[str, ...]:
        """Those that cannot hold beside it, and those that have nothing left to change; with what amends them."""
        rivals = self.rivals.get(one.id, set())
        said = frozenset(one.changes)
        gone = [other for other in waiting if other.id in rivals or said.issuperset(other.changes)]
        return tuple(name for other in gone for name in (other.id, *self._under(other.id)))

    def _of(self, paragraphs: Sequence[str], one: Amendment, depth: int) -> Iterator[Ranked]:
        """What amends an amendment is voted on before it."""
        if one.id in self.below:
            for group in self.groups(apply(paragraphs, one.changes), one, depth + 1):
                yield from group.ranked

    def _under(self, name: str) -> Iterator[str]:
        for one in self.below.get(name, ()):
            yield one.id
            yield from self._under(one.id)


@dataclass(frozen=True)
class _Field:
    """Amendments of one text that compete, the furthest first."""

    places: tuple[int, ...]
    ordered: tuple[Amendment, ...]
    reaches: dict[str, Reach]

    @classmethod
    def of(cls, paragraphs: Sequence[str], rivals: Sequence[Amendment], moved: Mapping[str, int]) -> _Field:
        concerned = sorted({place for one in rivals for place in touched(one.changes)})
        reaches = {one.id: reach(paragraphs, one.changes, concerned) for one in rivals}
        ordered = sorted(rivals, key=lambda one: (*reaches[one.id].rank, one.number, one.id))
        ordered.sort(key=lambda one: moved.get(one.id, len(moved) + len(ordered)))
        gaps = {change.paragraph for one in rivals for change in one.changes}
        return cls(tuple(concerned or sorted(gaps)), tuple(ordered), reaches)

    def stands(self) -> tuple[bool, tuple[int, ...], bool, int]:
        """Where in the order of the text; what is put in after a paragraph comes after what changes it."""
        first = self.ordered[0]
        return not self.deletes_all, self.places, self.reaches[first.id].sort == Sort.INSERTS, first.number

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.ordered)

    @property
    def deletes_all(self) -> bool:
        return self.reaches[self.ordered[0].id].sort == Sort.DELETES_ALL


def competing(count: int, amendments: Sequence[Amendment]) -> list[list[Amendment]]:
    """Those that change the same paragraphs, directly or through others between, stand together; each list by number.

    What deletes all of the text's `count` paragraphs competes with everything, and is its own group: otherwise it would make one of all.
    """
    parts: list[tuple[set[int], list[Amendment]]] = []
    for one in amendments:
        places = set(touched(one.changes))
        if not places or _deletes_all(count, one.changes):
            parts.append((set(), [one]))
            continue
        met = [part for part in parts if part[0] & places]
        parts = [part for part in parts if not part[0] & places]
        members = [other for part in met for other in part[1]]
        parts.append((places.union(*(part[0] for part in met)), [*members, one]))
    return [sorted(members, key=lambda one: (one.number, one.id)) for _, members in parts]


def _deletes_all(count: int, changes: Sequence[Change]) -> bool:
    return count > 1 and sum(change.kind == Kind.DELETE for change in changes) == count


def reasons(rivals: _Field, parent: Amendment | None, moved: Mapping[str, int]) -> list[Sentence]:
    """For each in words why it stands where it does."""
    ordered, reaches = rivals.ordered, rivals.reaches
    if any(one.id in moved for one in ordered):
        return [Sentence("furthest.chair", {"what": _does(reaches[one.id])}) for one in ordered]
    if len(ordered) == 1 and parent is not None:
        return [Sentence("furthest.amends", {"number": parent.number})]
    if len(ordered) == 1:
        alone = reaches[ordered[0].id].sort
        return [Sentence("furthest.all" if alone == Sort.DELETES_ALL else "furthest.alone")]
    found = [_before(one, other, reaches) for one, other in pairwise(ordered)]
    return [*found, Sentence("furthest.last", {"what": _does(reaches[ordered[-1].id])})]


def _before(one: Amendment, other: Amendment, reaches: dict[str, Reach]) -> Sentence:
    """Why one stands before the next."""
    mine, theirs = reaches[one.id], reaches[other.id]
    if mine.sort != theirs.sort:
        return Sentence("furthest.does", {"what": _does(mine), "number": other.number})
    if mine.share != theirs.share:
        ours, others = Share(mine.share, theirs.share), Share(theirs.share, mine.share)
        return Sentence(
            "furthest.more", {"what": _does(mine), "share": ours, "number": other.number, "other": others}
        )
    return Sentence("furthest.first", {"what": _does(mine), "number": other.number})


DOES = {
    Sort.DELETES_ALL: "what.deletes_all",
    Sort.DELETES: "what.deletes",
    Sort.REPLACES: "what.replaces",
    Sort.INSERTS: "what.inserts",
}


def _does(found: Reach) -> Sentence:
    return Sentence(DOES[found.sort])
