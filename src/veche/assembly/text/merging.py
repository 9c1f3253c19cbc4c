"""Amendments together: which cannot all hold, and the text that has them all.

Two amendments of the same text conflict at a paragraph when one deletes what the other rewords, or when both reword the same words, or
words side by side, in different ways. What they word alike they share. Insertions at one place are no conflict: they follow each other by
the amendments' numbers. So the order in which amendments were adopted changes nothing.

An amendment's own text can be amended. What is adopted of that is worked into the amendment first, from the leaves of the tree to its root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .changes import Change, Kind, apply, canonical, compose, sorted_out
from .editing import Edit, all_of, apart, edits
from .errors import Conflict, Conflicting


@dataclass(frozen=True)
class Amendment:
    """Changes to a text, or to the text of the amendment `to`. `number` orders what is inserted at one place."""

    id: str
    number: int
    changes: tuple[Change, ...]
    to: str | None = None


@dataclass(frozen=True)
class Merged:
    """The text with the amendments, and which those are. One whose parent is not among them fell with it."""

    paragraphs: list[str]
    taken: tuple[str, ...]


def merge(paragraphs: Sequence[str], amendments: Iterable[Amendment]) -> Merged:
    """The text with all of these. Raises Conflicting, Misfit."""
    tree = Tree(amendments)
    found = list(tree.conflicts(paragraphs, None))
    if found:
        raise Conflicting(found)
    return Merged(apply(paragraphs, tree.united(paragraphs, None)), tuple(tree.under(None)))


def conflicts(
    paragraphs: Sequence[str], amendments: Iterable[Amendment], *, undecided: bool = False
) -> list[Conflict]:
    """Every two of these that cannot both hold; those of one amendment's text among themselves.

    An amendment is taken with what amends it; `undecided`: as it stands, for nobody knows yet what of that will be adopted. Raises Misfit.
    """
    return list(Tree(amendments, undecided=undecided).conflicts(paragraphs, None))


def resolved(paragraphs: Sequence[str], amendments: Iterable[Amendment]) -> list[Amendment]:
    """The amendments of the text itself, each with what amends it worked in. Raises Conflicting, Misfit."""
    tree = Tree(amendments)
    found = [one for parent in tree.of(None) for one in tree.conflicts_in(paragraphs, parent)]
    if found:
        raise Conflicting(found)
    return [replace(one, changes=tree.whole(paragraphs, one)) for one in tree.of(None)]


class Tree:
    """Amendments by what they amend. `to` that names none of them, or a circle, is never come to."""

    def __init__(self, amendments: Iterable[Amendment], *, undecided: bool = False) -> None:
        self.undecided = undecided
        self.children: dict[str | None, list[Amendment]] = {}
        for one in sorted(amendments, key=lambda one: (one.number, one.id)):
            self.children.setdefault(one.to, []).append(one)

    def of(self, parent: str | None) -> list[Amendment]:
        return self.children.get(parent, [])

    def under(self, parent: str | None) -> Iterator[str]:
        """All that hang on it, by id."""
        for one in self.of(parent):
            yield one.id
            yield from self.under(one.id)

    def conflicts(self, paragraphs: Sequence[str], parent: str | None) -> Iterator[Conflict]:
        """Among the amendments of one text, and of the text of each of them."""
        held: list[tuple[str, tuple[Change, ...]]] = []
        for one in self.of(parent):
            inside = list(self.conflicts_in(paragraphs, one))
            yield from inside
            # Where what amends it cannot all hold, nobody knows what it will say: it is taken as it stands.
            alone = self.undecided or inside
            held.append((one.id, one.changes if alone else self.whole(paragraphs, one)))
        yield from _clashes(paragraphs, held, parent)

    def conflicts_in(self, paragraphs: Sequence[str], one: Amendment) -> Iterator[Conflict]:
        if self.of(one.id):
            yield from self.conflicts(apply(paragraphs, one.changes), one.id)

    def whole(self, paragraphs: Sequence[str], one: Amendment) -> tuple[Change, ...]:
        """The changes of an amendment with what amends it worked in."""
        if not self.of(one.id):
            return one.changes
        return compose(paragraphs, one.changes, self.united(apply(paragraphs, one.changes), one.id))

    def united(self, paragraphs: Sequence[str], parent: str | None) -> tuple[Change, ...]:
        return united(paragraphs, [self.whole(paragraphs, one) for one in self.of(parent)])


def united(paragraphs: Sequence[str], lists: Iterable[Sequence[Change]]) -> tuple[Change, ...]:
    """Lists of changes as one list. They do not conflict; the first list's insertions come first. Raises Misfit."""
    wordings: dict[int, list[str]] = {}
    inserted: dict[int, list[list[str]]] = {}
    found: list[Change] = []
    for changes in lists:
        own, put_in = sorted_out(len(paragraphs), changes)
        found += [change for change in own.values() if change.kind == Kind.DELETE and change not in found]
        for change in own.values():
            if change.kind == Kind.REPLACE:
                wordings.setdefault(change.paragraph, []).append(change.text)
        for place, texts in put_in.items():
            at = inserted.setdefault(place, [])
            at += [texts] if texts not in at else []
    found += [
        Change(place, Kind.REPLACE, all_of(paragraphs[place], texts)) for place, texts in wordings.items()
    ]
    found += [
        Change(place, Kind.INSERT, text)
        for place, blocks in inserted.items()
        for texts in blocks
        for text in texts
    ]
    return canonical(found)


def _clashes(
    paragraphs: Sequence[str], held: Sequence[tuple[str, tuple[Change, ...]]], parent: str | None
) -> Iterator[Conflict]:
    at: dict[int, list[tuple[str, Change]]] = {}
    for name, changes in held:
        own, _ = sorted_out(len(paragraphs), changes)
        for place, change in own.items():
            at.setdefault(place, []).append((name, change))
    for place in sorted(place for place, found in at.items() if len(found) > 1):
        old = paragraphs[place]
        told = [(name, change, _edits(old, change)) for name, change in at[place]]
        for (first, change, ours), (second, other, theirs) in combinations(told, 2):
            if change != other and (ours is None or theirs is None or not apart(old, ours, theirs)):
                yield Conflict(first, second, place, parent)


def _edits(old: str, change: Change) -> tuple[Edit, ...] | None:
    """What it changes in the paragraph; None where it deletes all of it."""
    return None if change.kind == Kind.DELETE else edits(old, change.text)
