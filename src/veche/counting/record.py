"""The record of a count: everything that it takes to follow the count by hand, and to dispute it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from veche.words.sentence import Sentence

from .contest import Candidate

Number = int | Fraction


@dataclass(frozen=True)
class Method:
    """The rule that was applied: `id` as on the command line, `version` and `source` of its text, `settings` in force."""

    id: str
    version: str
    source: str
    settings: Mapping[str, str] = field(default_factory=dict)


class Transfer(NamedTuple):
    """Papers that went on: `papers` of them, each now worth `value`, together `votes`; `target` None: to nobody."""

    source: int
    target: int | None
    papers: int
    value: Number
    votes: Number


class Stage(NamedTuple):
    """One step. `action` is a key of `action.*` in the catalogue, `subjects` whom it was about.

    `standing` has the votes after the step of every candidate in the count; `exhausted` of papers without a next
    preference, `lost` in rounding: standing + exhausted + lost is the number of valid votes at every stage of a
    transferable vote. `reasons` say why, in order.
    """

    action: str
    subjects: tuple[int, ...]
    standing: Mapping[int, Number]
    exhausted: Number = 0
    lost: Number = 0
    quota: Number | None = None
    transfers: tuple[Transfer, ...] = ()
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    reasons: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Tie:
    """`purpose` is a key of `tie.*`; `by` is "history" (then `at` is the earlier stage) or "lot"; `order` is how it fell."""

    stage: int
    candidates: tuple[int, ...]
    purpose: str
    by: str
    order: tuple[int, ...]
    at: int | None = None


Row = tuple[Sentence | str | Number, ...]


@dataclass(frozen=True)
class Table:
    """Figures that are not stages: pairwise defeats, quotients, medians. `title` and columns are keys or names."""

    title: Sentence
    columns: tuple[Sentence | str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class LotShown:
    """A lot that was available: its commitment, and the seed, which is published with the count.

    `parts` are the lots of several people that it was made of; then theirs are the commitments that were published.
    """

    commitment: str
    seed: str
    parts: tuple[LotShown, ...] = ()


@dataclass(frozen=True)
class Count:
    """The whole count. `winners` in the order of their election; `outcome` says in sentences what came of it,
    `notes` what was decided about the count beside file and rule (seats that were given in place of those in the file).

    `vacant` seats could not be filled; `valid` is the number of valid papers; `invalid` and `applied` as in `Contest`.
    """

    method: Method
    title: str
    candidates: tuple[Candidate, ...]
    seats: int
    winners: tuple[int, ...]
    valid: int
    votes_hash: str
    withdrawn: tuple[int, ...] = ()
    vacant: int = 0
    invalid: Mapping[str, int] = field(default_factory=dict)
    applied: Mapping[str, int] = field(default_factory=dict)
    quota: Number | None = None
    stages: tuple[Stage, ...] = ()
    ties: tuple[Tie, ...] = ()
    tables: tuple[Table, ...] = ()
    outcome: tuple[Sentence, ...] = ()
    lot: LotShown | None = None
    notes: tuple[Sentence, ...] = ()
