"""The result of an election archive, question by question, as contests that a rule can count.

An archive is verified before anything of it is counted. What it says about a question (4.9 of the Belenios specification):

    homomorphic        votes for each answer, and blank votes          totals
    lists              votes for each list and for its candidates      totals, with the votes of the members
    non-homomorphic    every vote, shuffled: a number for each answer  ranks, grades or points, as the rule reads them

For the last kind the question may carry a hint, `extra`. Three forms are known: {"method": "Schulze"}, {"method": "STV",
"seats": 3}, {"method": "MajorityJudgment", "grades": [best, …, worst]}, each perhaps with "blank": true; besides them the id of
any rule as the method. Ranks and grades count from 1, the best; 0 is no rank, or no grade.

A shuffled vote may hold any numbers, and nobody can ask whose it was. So votes that do not fit are not refused here unless
somebody asks for it: they are set aside as invalid, or counted under a policy, and the record says how many and why. Rules
that compare candidates in pairs take equal ranks and gaps as they are.
"""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.verify import Report, verify_archive
from veche.words.answers import roles
from veche.words.sentence import Sentence

from .contest import Ballots, Candidate, Contest, Scores, Totals
from .errors import BadBallots, CannotCount
from .formats.lines import Lines
from .formats.policy import PAIRS, Duplicate, Overvote, Policy, Scrutiny, Skipped
from .papers import Ranking, Rankings
from .rules import RULES
from .terms import Rule

ANY_ORDER = Policy(Overvote.EQUAL, Skipped.CLOSE_UP, Duplicate.INVALID)
ONE_ORDER = Policy(Overvote.INVALID, Skipped.INVALID, Duplicate.INVALID)

METHODS = {"Schulze": "schulze", "MajorityJudgment": "majority-judgment"}
"""Methods of a hint that are one rule here. STV is several: the rule book says which."""


@dataclass(frozen=True)
class Polled:
    """One question: `rule` that was named or that the question implies, with what else follows from the question."""

    number: int
    contest: Contest
    rule: str
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Sentence, ...] = ()


class Polls:
    """All questions of a verified archive that has a result. `name` is what errors call it."""

    def __init__(self, report: Report, name: str) -> None:
        if report.result is None:
            raise CannotCount(
                f"{name} has no result yet", "count it when the vote has ended and its result is in it"
            )
        self.report, self.name, self.result = report, name, report.result
        self.questions = report.election.questions

    @classmethod
    def read(
        cls, path: str | os.PathLike[str], *, progress: Callable[[str, int, int], None] | None = None
    ) -> Polls:
        """Verify an archive. Raises VerificationError, OSError, and CannotCount where there is no result."""
        return cls(verify_archive(path, progress=progress), str(path))

    def poll(
        self,
        number: int,
        rule: str | None = None,
        *,
        seats: int | None = None,
        policy: Policy | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Polled:
        """Question `number` (from 1), to be counted by a rule, or by the one that the question implies.

        Raises CannotCount where no rule follows from the question or the numbers are no grades, BadBallots where a policy
        refuses a vote.
        """
        if not 1 <= number <= len(self.questions):
            raise CannotCount(f"{self.name} has no question {number}", f"it has {len(self.questions)}")
        question, told = self.questions[number - 1], Hint.of(self.questions[number - 1])
        chosen = RULES.get(rule or told.rule)
        if chosen is None:
            raise CannotCount(
                f"{self.name}, question {number}: {told.why or f'there is no rule {rule}'}", "give --rule"
            )
        given = {**(told.settings if chosen.id == told.rule else {}), **(settings or {})}
        poll = _Poll(f"{self.name}, question {number}", chosen, seats or told.seats, policy, given)
        contest = poll.contest(question, self.result[number - 1], self.report.total_weight)
        source = Sentence("show.from_archive", {"question": number, "fingerprint": self.report.fingerprint})
        notes = [source, *([told.note] if told.note and not seats else [])]
        return Polled(number, contest, chosen.id, given, tuple(notes))


@dataclass(frozen=True)
class Hint:
    """What a question says about its count: the rule ("" and `why` where none follows), seats, settings of that rule."""

    rule: str = ""
    seats: int = 1
    settings: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    note: Sentence | None = None

    @classmethod
    def of(cls, question: Question) -> Hint:
        if isinstance(question, HomomorphicQuestion):
            return cls._of_choice(question)
        if isinstance(question, ListsQuestion):
            return cls(why="lists take their seats by dhondt or sainte-lague, as the rule book says")
        return cls._of_numbers(question)

    @classmethod
    def _of_choice(cls, question: HomomorphicQuestion) -> Hint:
        """One answer: yes or no, or the most votes. Several: as many seats as answers that may be chosen, which is noted."""
        if question.maximum <= 1:
            return cls._of_one_answer(roles(question.answers))
        note = Sentence("show.seats_of_question", {"seats": question.maximum})
        return cls("block", question.maximum, {"votes": str(question.maximum)}, note=note)

    @classmethod
    def _of_one_answer(cls, meant: Sequence[str] | None) -> Hint:
        """Yes or no where every answer says so by its word, one of them yes and one no, in whatever order."""
        if meant is None or meant.count("yes") > 1 or meant.count("no") > 1:
            return cls("plurality")
        places = {name: str(meant.index(name) + 1) for name in ("yes", "no")}
        return cls("yes-no", settings={} if places == {"yes": "1", "no": "2"} else places)

    @classmethod
    def _of_numbers(cls, question: NonHomomorphicQuestion) -> Hint:
        told: Any = json.loads(question.extra) if question.extra else {}
        method = told.get("method") if isinstance(told, dict) else None
        if not isinstance(method, str):
            return cls(why="the question does not say how its numbers are counted")
        seats = told.get("seats")
        seats = seats if isinstance(seats, int) and 0 < seats <= len(question.answers) else 1
        if method == "STV":
            return cls(
                seats=seats, why="STV is several rules: scottish-stv, meek or ers97, as the rule book says"
            )
        rule = METHODS.get(method, method.lower())
        if rule not in RULES:
            return cls(seats=seats, why=f"the question asks for {method!r}, which is not known here")
        return cls(rule, seats, _grades(told) if rule == "majority-judgment" else {})


def _grades(told: Mapping[str, Any]) -> dict[str, str]:
    """The scale from worst to best, as the rule wants it; the hint has it the other way round."""
    grades = told.get("grades")
    if not isinstance(grades, list) or not grades or not all(isinstance(grade, str) for grade in grades):
        return {}
    return {"grades": ",".join(grade.replace(",", " ").strip() for grade in reversed(grades))}


@dataclass
class _Poll:
    """One question being read for a rule. `where` is what errors call it."""

    where: str
    rule: Rule
    seats: int
    policy: Policy | None
    settings: Mapping[str, str]
    invalid: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)

    def contest(self, question: Question, result: Sequence[Any], weight: int) -> Contest:
        if isinstance(question, ListsQuestion):
            candidates = [
                Candidate(n, name, tuple(rest)) for n, (name, *rest) in enumerate(question.answers, 1)
            ]
            ballots: Ballots = Totals(
                tuple(row[0] for row in result), weight, 0, tuple(tuple(row[1:]) for row in result)
            )
        else:
            candidates = [Candidate(n, name) for n, name in enumerate(question.answers, 1)]
            if isinstance(question, HomomorphicQuestion):
                blank, votes = (result[0], result[1:]) if question.blank else (0, result)
                ballots = Totals(tuple(votes), weight, blank)
            else:
                ballots = self.ballots(question, [tuple(vote) for vote in result])
        return Contest(
            question.question, tuple(candidates), self.seats, ballots, frozenset(), self.invalid, self.applied
        )

    def ballots(self, question: NonHomomorphicQuestion, votes: Sequence[tuple[int, ...]]) -> Ballots:
        """Ranks where the rule would rather have rankings, otherwise grades or points."""
        kind = next((one for one in self.rule.takes if one is not Totals), Rankings)
        if kind is Rankings:
            return self.rankings(len(question.answers), votes)
        told: Any = json.loads(question.extra) if question.extra else {}
        blank = isinstance(told, dict) and told.get("blank") is True
        groups: Counter[tuple[int | None, ...]] = Counter()
        for vote, weight in Counter(votes).items():
            fault = "blank" if blank and not any(vote) else self.fault(vote)
            if fault:
                self.invalid[fault] += weight
            else:
                groups[self.scores(vote)] += weight
        return Scores(groups)

    def rankings(self, candidates: int, votes: Sequence[tuple[int, ...]]) -> Rankings:
        policy = self.policy or (ANY_ORDER if self.rule.id in PAIRS else ONE_ORDER)
        scrutiny = Scrutiny(policy.by(self.rule.id), invalid=self.invalid, applied=self.applied)
        lines, groups = _Votes(io.BytesIO(), self.where), Counter[Ranking]()
        for position, vote in enumerate(votes, 1):
            ranks: list[list[int]] = [[] for _ in range(max(vote))]
            for number, rank in enumerate(vote, 1):
                if rank:
                    ranks[rank - 1].append(number)
            if self.rule.id in PAIRS:
                ranks = [rank for rank in ranks if rank]  # only who stands higher counts
            ranking = scrutiny.ranking(lines, position, ranks, 1)
            if ranking is not None:
                groups[ranking] += 1
        return Rankings.of(candidates, groups.items())

    def fault(self, vote: tuple[int, ...]) -> str:
        """Why a vote cannot count, as a key of `policy.*`; nothing where it can."""
        if self.rule.id == "majority-judgment":
            scale = self.scale
            return "no_grade" if scale and not all(1 <= number <= scale for number in vote) else ""
        if self.rule.id == "cumulative":
            points = self.settings.get("points", "seats")
            budget = int(points) if points.isdecimal() else self.seats
            return "too_many_points" if sum(vote) > budget else ""
        return "no_mark" if max(vote) > 1 else ""

    @property
    def scale(self) -> int:
        """How many grades there are; 0: numbers are the grades, the lowest 0."""
        grades = self.settings.get("grades", "numbers")
        return 0 if grades == "numbers" else len(grades.split(","))

    def scores(self, vote: tuple[int, ...]) -> tuple[int | None, ...]:
        """Grades from 1, the best, turn round: 0 is the lowest here."""
        if self.rule.id == "majority-judgment" and self.scale:
            return tuple(self.scale - number for number in vote)
        return vote


class _Votes(Lines):
    """Votes have no lines: a refusal names the vote by its place in the archive."""

    def refusal(self, reason: str, number: int | None = None) -> BadBallots:
        return BadBallots(self.name, None, f"vote {number}: {reason}")
