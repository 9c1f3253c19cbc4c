"""Method of equal shares: every voter has the same money, and seats are bought by those who approve of the candidate.

Source: D. Peters and P. Skowron, Proportionality and the limits of welfarism, Proceedings of the 21st ACM Conference on Economics
and Computation (2020), 793–794, arXiv:1911.11747, where it is called Rule X; the name from D. Peters, G. Pierczyński and P. Skowron,
Proportional participatory budgeting with additive utilities (2021). A group that agrees and is large enough for so many seats gets
them: the method is proportional (extended justified representation).

1. Each paper approves any number of candidates. Every voter has seats/papers, and a seat costs 1. A blank paper has money too, and
   buys nothing.
2. A candidate can be bought where their supporters have 1 between them. The supporters pay equally, at most rho each; who has
   less gives all that is left.
3. The candidate with the smallest rho is elected, and their supporters pay.
4. So it goes on until nobody can be bought.
5. Seats may stay open. The setting `completion` says who fills them:
   phragmen     every voter goes on earning money at the same pace, and a candidate is bought as soon as their supporters have 1,
                who then have nothing (Phragmén's sequential rule, begun with the money that is left; as the founding paper suggests);
   utilitarian  those with most approvals;
   none         nobody.
   Nobody is elected whom no paper approves.
6. Equal rho, equal time and equal approvals are decided by lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from veche.words.sentence import Sentence

from ..choices import Choices
from ..contest import Contest, Scores
from ..errors import CannotCount
from ..record import Count, Number, Row, Stage, Table
from ..sums import points
from ..terms import Rule, Setting, Terms
from ..ties import Ties

PRICE = 1


def count(contest: Contest, terms: Terms) -> Count:
    completion = Choices(RULE, terms).one_of("completion", "phragmen", "utilitarian", "none")
    shares = Shares(contest, terms)
    while shares.open and (dear := shares.affordable()):  # 2. to 4.
        shares.buy(*shares.least(dear))
    bought = len(shares.elected)
    if completion == "phragmen":
        while shares.open and (times := shares.waits()):
            shares.wait(*shares.least(times))
    elif completion == "utilitarian":
        while shares.open and (left := shares.approvals()):
            shares.add(*shares.least(left))
    return RULE.record(
        contest,
        terms,
        winners=tuple(shares.elected),
        vacant=shares.open,
        stages=tuple(shares.stages),
        ties=tuple(shares.ties.broken),
        tables=(shares.table(),),
        outcome=(
            Sentence("shares.bought", count=bought),
            *(
                [Sentence("shares.completed", count=len(shares.elected) - bought)]
                if bought < len(shares.elected)
                else []
            ),
            *([Sentence("seats.vacant", count=shares.open)] if shares.open else []),
        ),
    )


class Shares:
    """One count. Voters who approve of the same candidates always have equally much: `money` is what each of a kind has."""

    def __init__(self, contest: Contest, terms: Terms) -> None:
        """1."""
        self.contest, self.ties = contest, Ties(contest, terms.lot)
        self.votes = points(contest, len(contest.candidates), 1).votes
        self.kinds = kinds(contest)
        self.money = [Fraction(contest.seats, contest.ballots.total)] * len(self.kinds) if self.kinds else []
        self.purses = [{one: self.purse(one) for one in self.votes}]
        self.elected: list[int] = []
        self.stages: list[Stage] = []

    @property
    def open(self) -> int:
        return self.contest.seats - len(self.elected)

    def supporters(self, one: int) -> list[int]:
        return [place for place, (approved, _) in enumerate(self.kinds) if one in approved]

    def running(self) -> list[int]:
        """Who is approved by somebody and not elected yet."""
        return [one for one, votes in self.votes.items() if votes and one not in self.elected]

    def affordable(self) -> dict[int, Fraction]:
        """2. The smallest rho of each candidate who can be bought."""
        found = {one: self.rho(one) for one in self.running()}
        return {one: rho for one, rho in found.items() if rho is not None}

    def rho(self, one: int) -> Fraction | None:
        """The poorest give all that they have until what is left to pay, shared equally by the others, is within their means."""
        supporters = sorted(self.supporters(one), key=lambda place: self.money[place])
        due, payers = Fraction(PRICE), sum(self.kinds[place][1] for place in supporters)
        for place in supporters:
            if due <= self.money[place] * payers:
                return due / payers
            due -= self.money[place] * self.kinds[place][1]
            payers -= self.kinds[place][1]
        return None

    def waits(self) -> dict[int, Fraction]:
        """5. How much every voter earns until the supporters of each candidate have the price."""
        return {one: (PRICE - self.purse(one)) / self.votes[one] for one in self.running()}

    def purse(self, one: int) -> Fraction:
        """What the supporters of a candidate have together."""
        return sum((self.money[place] * self.kinds[place][1] for place in self.supporters(one)), Fraction(0))

    def approvals(self) -> dict[int, int]:
        """5. Approvals below 0, so that most is least."""
        return {one: -self.votes[one] for one in self.running()}

    def least(self, found: Mapping[int, Number]) -> tuple[int, Number]:
        """3. and 6."""
        best = min(found.values())
        tied = [one for one, value in found.items() if value == best]
        return self.ties.order(len(self.stages) + 1, tied, "seat")[0], best

    def buy(self, one: int, rho: Number) -> None:
        """3."""
        for place in self.supporters(one):
            self.money[place] -= min(self.money[place], rho)
        self.elect(one, "buy", Sentence("shares.paid", {"rho": rho}))

    def wait(self, one: int, earned: Number) -> None:
        """5. Everyone earns; the supporters spend all."""
        self.money = [money + earned for money in self.money]
        for place in self.supporters(one):
            self.money[place] = Fraction(0)
        self.elect(one, "complete", Sentence("shares.earned", {"earned": earned}))

    def add(self, one: int, approvals: Number) -> None:
        """5."""
        self.elect(one, "complete", Sentence("shares.most_approved", {"approvals": -approvals}))

    def elect(self, one: int, action: str, why: Sentence) -> None:
        self.elected.append(one)
        self.purses.append({other: self.purse(other) for other in self.votes})
        self.stages.append(Stage(action, (one,), dict(self.votes), elected=(one,), reasons=(why,)))

    def table(self) -> Table:
        """What the supporters of each candidate have together, at the start and after each seat."""
        rows: tuple[Row, ...] = tuple(
            (self.contest.name(one), *(purse[one] for purse in self.purses)) for one in self.votes
        )
        seats = tuple(Sentence("column.after_seat", {"seat": seat}) for seat in range(1, len(self.purses)))
        return Table(
            Sentence("table.purses"),
            (Sentence("column.candidate"), Sentence("column.at_the_start"), *seats),
            rows,
        )


def kinds(contest: Contest) -> list[tuple[frozenset[int], int]]:
    """Papers that approve of the same candidates who stand, and how many there are of each kind."""
    if not isinstance(contest.ballots, Scores):
        raise CannotCount(
            "these ballots do not say who approves of whom together", "count ballots that approve candidates"
        )
    found: dict[frozenset[int], int] = {}
    for scores, weight in contest.ballots.groups.items():
        approved = frozenset(number for number in contest.standing if scores[number - 1])
        found[approved] = found.get(approved, 0) + weight
    return list(found.items())


RULE = Rule(
    id="equal-shares",
    version="1",
    source="Peters and Skowron 2020",
    takes=(Scores,),
    count=count,
    settings={
        "completion": Setting("phragmen", "phragmen, utilitarian or none: who fills seats that stay open")
    },
)
