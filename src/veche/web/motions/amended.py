"""A motion with its amendments, worked out together: what each changes in the motion as it stands now, which cannot both hold, in which order
they are voted on. Pure: `access.amendments` brings the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from uuid import UUID

from veche.assembly import furthest, text
from veche.assembly.text import Change, Kind, Mark, Overtaken, Piece
from veche.words.sentence import Sentence

from .models import Amendment, Motion, Version
from .states import state_of

LONGEST_KEPT = 8_000
"""In characters: differences of longer paragraphs are found anew each time, so that what is kept stays small."""


@dataclass(frozen=True)
class Shown:
    """What an amendment does at one place. `number` counts paragraphs from 1; something put in stands after it, 0 is before the first."""

    number: int
    kind: Kind
    pieces: tuple[Piece, ...]

    @property
    def where(self) -> str:
        """The text `change.*` that says it."""
        return "first" if self.number == 0 else str(self.kind)


@dataclass(frozen=True)
class Turn:
    """An amendment when its turn comes, why then, and which others fall if it is carried. `depth`: 0 for one of the motion itself."""

    amendment: Amendment
    why: Sentence
    falls: tuple[Amendment, ...]
    rivals: tuple[Amendment, ...]
    """All that stand in one order with it, itself among them."""
    depth: int

    @property
    def first(self) -> bool:
        return self.rivals[0].pk == self.amendment.pk

    @property
    def last(self) -> bool:
        return self.rivals[-1].pk == self.amendment.pk


@dataclass(frozen=True)
class Group:
    """Amendments that compete, in the order in which they are voted on."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Clash:
    """Two amendments that cannot both hold, and the paragraph, from 1."""

    first: Amendment
    second: Amendment
    number: int


@dataclass
class Amended:
    """A motion, its text as it stands now (`version`), and some amendments to it. `texts` has every earlier version that one of them refers to."""

    motion: Motion
    version: Version
    amendments: Sequence[Amendment]
    texts: Mapping[int, list[str]]
    changes: dict[UUID, tuple[Change, ...]] = field(default_factory=dict)
    """What each changes in the text that it amends, carried over to the motion as it stands now."""
    stale: dict[UUID, int] = field(default_factory=dict)
    """Those that cannot be carried over, and the paragraph (from 1) of their old text that stands in the way."""

    def __post_init__(self) -> None:
        self.by_id = {one.pk: one for one in self.amendments}
        self.below: dict[UUID | None, list[Amendment]] = {}
        for one in self.amendments:
            self.below.setdefault(one.to_id, []).append(one)
        now = list(self.version.paragraphs)
        grounds = {number: text.Ground.between(old, now) for number, old in self.texts.items()}
        for one in self.below.get(None, []):
            self._carry_over(one, grounds[one.base])

    def _carry_over(self, one: Amendment, ground: text.Ground) -> None:
        """`ground`: the text that it was written for, and what that became."""
        written = text.of_json(one.changes)
        try:
            same = ground.old == ground.new
            self.changes[one.pk] = written if same else text.carried_over(written, ground)
        except Overtaken as overtaken:
            self.stale[one.pk] = overtaken.paragraph + 1
            self.stale |= {child.pk: 0 for child in self.under(one)}
            return
        for child in self.below.get(one.pk, []):
            own = text.apply(ground.new, self.changes[one.pk])
            self._carry_over(child, text.Ground.between(text.apply(ground.old, written), own))

    def text_amended_by(self, one: Amendment) -> list[str]:
        """The text that it amends, as it stands now; for a stale one as it was when it was written."""
        parent = self.by_id.get(one.to_id) if one.to_id else None
        if one.pk in self.stale:
            return self.texts[one.base] if parent is None else self._as_written(parent)
        return list(self.version.paragraphs) if parent is None else self.own_text(parent)

    def own_text(self, one: Amendment) -> list[str]:
        """The text that it makes."""
        return text.apply(self.text_amended_by(one), self.changes_of(one))

    def changes_of(self, one: Amendment) -> tuple[Change, ...]:
        return self.changes[one.pk] if one.pk in self.changes else text.of_json(one.changes)

    def _as_written(self, one: Amendment) -> list[str]:
        parent = self.by_id.get(one.to_id) if one.to_id else None
        before = self.texts[one.base] if parent is None else self._as_written(parent)
        return text.apply(before, text.of_json(one.changes))

    def shown(self, one: Amendment) -> list[Shown]:
        return shown(self.text_amended_by(one), self.changes_of(one))

    @cached_property
    def open(self) -> list[Amendment]:
        """Those that are submitted and still to be decided, and can be."""
        return [
            one
            for one in self.amendments
            if one.number is not None and not state_of(one).ends and one.pk not in self.stale
        ]

    @cached_property
    def adopted(self) -> list[Amendment]:
        """Those that go into the text, by number."""
        return [one for one in self.amendments if state_of(one).merge == "take"]

    def order(self) -> list[Group]:
        """Those still to be decided, as they are voted on."""
        moved = tuple((str(one.pk), one.place) for one in self.open if one.place is not None)
        found = _ordered(tuple(self.version.paragraphs), tuple(self.in_library(self.open)), moved)
        return [Group(tuple(self._turn(ranked) for ranked in group.ranked)) for group in found]

    def _turn(self, ranked: furthest.Ranked) -> Turn:
        falls = tuple(self.by_id[UUID(name)] for name in ranked.falls)
        rivals = tuple(self.by_id[UUID(name)] for name in ranked.rivals)
        return Turn(self.by_id[UUID(ranked.id)], ranked.why, falls, rivals, ranked.depth)

    def clashes(self, among: Iterable[Amendment]) -> list[Clash]:
        """Every two of these that cannot both hold."""
        found = text.conflicts(self.version.paragraphs, self.in_library(among))
        return [
            Clash(self.by_id[UUID(one.first)], self.by_id[UUID(one.second)], one.paragraph + 1)
            for one in found
        ]

    def merged(self, among: Iterable[Amendment]) -> text.Merged:
        """The text with these. Raises Conflicting."""
        return text.merge(self.version.paragraphs, self.in_library(among))

    def in_library(self, among: Iterable[Amendment]) -> list[text.Amendment]:
        """As the library has them: those that can be carried over."""
        return [
            text.Amendment(
                str(one.pk), one.number or 0, self.changes[one.pk], str(one.to_id) if one.to_id else None
            )
            for one in among
            if one.pk in self.changes
        ]

    def under(self, one: Amendment) -> list[Amendment]:
        """All that amend it, and what amends these."""
        return [each for child in self.below.get(one.pk, []) for each in (child, *self.under(child))]


def offered(whole: Amended, one: Amendment) -> frozenset[int]:
    """Which paragraphs of the text that it amends (from 1; 0: before the first) an amendment may change: of a motion all, of an amendment what
    that one changes. Where it only strikes out, all: what is kept of it must stand somewhere.
    """
    before = whole.text_amended_by(one)
    parent = whole.by_id.get(one.to_id) if one.to_id else None
    every = frozenset(range(len(before) + 1))
    if parent is None:
        return every
    under = whole.text_amended_by(parent)
    places = text.places(under, whole.changes_of(parent))
    touched = {
        number + 1
        for number, place in enumerate(places)
        if place.inserted is not None or place.text != under[place.paragraph]
    }
    return frozenset(touched) or every


def shown(paragraphs: Sequence[str], changes: Iterable[Change]) -> list[Shown]:
    """Changes of this text as a reader sees them: only what is changed."""
    return [Shown(change.paragraph + 1, change.kind, _pieces(paragraphs, change)) for change in changes]


def _pieces(paragraphs: Sequence[str], change: Change) -> tuple[Piece, ...]:
    if change.kind == Kind.INSERT:
        return (Piece(Mark.NEW, change.text),)
    old = paragraphs[change.paragraph]
    if change.kind == Kind.DELETE:
        return (Piece(Mark.GONE, old),)
    find = _kept if len(old) + len(change.text) <= LONGEST_KEPT else _pieces_between
    return find(old, change.text)


def _pieces_between(old: str, new: str) -> tuple[Piece, ...]:
    """White space that only became other white space is not marked: a reader would look for a word there."""
    found = text.differences(old, new)
    words = [one for one in found if one.text.strip() or one.kind != Mark.GONE]
    if all(one.kind == Mark.SAME or not one.text.strip() for one in words):
        return tuple(found)
    return tuple(one if one.text.strip() else Piece(Mark.SAME, one.text) for one in words)


@lru_cache(maxsize=2048)
def _kept(old: str, new: str) -> tuple[Piece, ...]:
    return _pieces_between(old, new)


@lru_cache(maxsize=32)
def _ordered(
    paragraphs: tuple[str, ...], amendments: tuple[text.Amendment, ...], moved: tuple[tuple[str, int], ...]
) -> list[furthest.Group]:
    """Between two changes a page of amendments is read by many: the same amendments have the same order."""
    return furthest.groups(paragraphs, amendments, dict(moved))
