"""SSI 2007/42, schedule 1, rules 45 to 52, read again from the text and written down as naively as can be.

Every paper is looked at by itself, numbers are exact fractions, and nothing is taken from the implementation under test. It is
slow, and meant for contests of a few papers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Papers = Sequence[tuple[int, ...]]


@dataclass
class Paper:
    preferences: tuple[int, ...]
    value: Fraction = Fraction(1)


@dataclass
class Literal:
    """`stages` has the votes of each candidate, the exhausted votes, who was elected and who excluded."""

    names: dict[int, str]
    seats: int
    papers: Papers
    seed: bytes
    stages: list[tuple[dict[int, Fraction], Fraction, set[int], set[int]]] = field(default_factory=list)

    def count(self) -> None:
        self.votes = {number: Fraction(0) for number in self.names}
        self.held: dict[int, list[Paper]] = {number: [] for number in self.names}
        self.exhausted = Fraction(0)
        self.continuing, self.elected, self.waiting = set(self.names), set[int](), set[int]()
        valid = [Paper(preferences) for preferences in self.papers if preferences]
        self.quota = len(valid) // (self.seats + 1) + 1
        self.give(valid)
        self.end_of_stage(set())
        while len(self.elected) < self.seats and self.continuing:
            if self.waiting:
                self.transfer_a_surplus()
            else:
                self.exclude_one()

    def give(self, papers: list[Paper]) -> None:
        for paper in papers:
            for number in paper.preferences:
                if number in self.continuing:
                    self.held[number].append(paper)
                    self.votes[number] += paper.value
                    break
            else:
                self.exhausted += paper.value

    def end_of_stage(self, excluded: set[int]) -> None:
        elected = {number for number in self.continuing if self.votes[number] >= self.quota}
        self.waiting |= {number for number in elected if self.votes[number] > self.quota}
        self.elected |= elected
        self.continuing -= elected
        if len(self.continuing) <= self.seats - len(self.elected):
            elected |= self.continuing
            self.elected |= self.continuing
            self.continuing = set()
        self.stages.append((dict(self.votes), self.exhausted, elected, excluded))

    def transfer_a_surplus(self) -> None:
        number = self.first_of(self.waiting, most=True)
        self.waiting.remove(number)
        votes, papers = self.votes[number], self.held.pop(number)
        for paper in papers:
            paper.value = Fraction((votes - self.quota) * paper.value / votes * 100000 // 1, 100000)
        self.votes[number] = Fraction(self.quota)
        self.give(papers)
        self.end_of_stage(set())

    def exclude_one(self) -> None:
        number = self.first_of(self.continuing, most=False)
        self.continuing.remove(number)
        self.votes[number] = Fraction(0)
        self.give(self.held.pop(number))
        self.end_of_stage({number})

    def first_of(self, among: set[int], *, most: bool) -> int:
        better = max if most else min
        left = among
        for votes, *_ in [(self.votes,), *reversed(self.stages)]:
            best = better(votes[number] for number in left)
            left = {number for number in left if votes[number] == best}
        return better(left, key=lambda number: -self.place(number) if len(left) > 1 else 0)

    def place(self, number: int) -> int:
        stage = len(self.stages) + 1
        data = b"veche lot order v1" + self.seed + stage.to_bytes(4, "big") + self.names[number].encode()
        return int.from_bytes(hashlib.sha256(data).digest(), "big")
