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

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from veche.words.sentence import Sentence

from ..contest import Contest, Scores
from ..errors import CannotCount
from ..families.choices import Choices
from ..families.sums import points
from ..record import Count, Number, Row, Stage, Table
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
    """One count. Papers that approve of the same candidates are of one kind, and their voters always have equally much.

    `money` has the levels at which voters stand, as amounts; `level` of each kind which of them is theirs. There are few levels
    however many kinds there are, which is what makes exact fractions fast.
    """

    def __init__(self, contest: Contest, terms: Terms) -> None:
        """1."""
        self.contest, self.ties = contest, Ties(contest, terms.lot)
        self.votes = points(contest, len(contest.candidates), 1).votes
        found = kinds(contest)
        self.papers = list(found.values())
        self.supporters = {
            one: [kind for kind, approved in enumerate(found) if one in approved] for one in contest.standing
        }
        self.money = [Fraction(contest.seats, max(contest.ballots.total, 1))]
        self.level = [0] * len(found)
        self.purses = [{one: self.purse(one) for one in self.votes}]
        self.elected: list[int] = []
        self.stages: list[Stage] = []

    @property
    def open(self) -> int:
        return self.contest.seats - len(self.elected)

    def running(self) -> list[int]:
        """Who is approved by somebody and not elected yet."""
        return [one for one, votes in self.votes.items() if votes and one not in self.elected]

    def means(self, one: int) -> list[tuple[Fraction, int]]:
        """What supporters of a candidate have each, the poorest first, and how many have so much."""
        voters: Counter[int] = Counter()
        for kind in self.supporters[one]:
            voters[self.level[kind]] += self.papers[kind]
        return sorted((self.money[level], papers) for level, papers in voters.items())

    def purse(self, one: int) -> Fraction:
        """What the supporters of a candidate have together."""
        return sum((money * papers for money, papers in self.means(one)), Fraction(0))

    def affordable(self) -> dict[int, Fraction]:
        """2. The smallest rho of each candidate who can be bought."""
        found = {one: self.rho(one) for one in self.running()}
        return {one: rho for one, rho in found.items() if rho is not None}

    def rho(self, one: int) -> Fraction | None:
        """The poorest give all that they have until what is left to pay, shared equally by the others, is within their means."""
        due, payers = Fraction(PRICE), self.votes[one]
        for money, papers in self.means(one):
            if due <= money * payers:
                return due / payers
            due -= money * papers
            payers -= papers
        return None

    def waits(self) -> dict[int, Fraction]:
        """5. How much every voter earns until the supporters of each candidate have the price."""
        return {one: (PRICE - self.purse(one)) / self.votes[one] for one in self.running()}

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
        self.change(self.supporters[one], lambda money: money - min(money, rho))
        self.elect(one, "buy", Sentence("shares.paid", {"rho": rho}))

    def wait(self, one: int, earned: Number) -> None:
        """5. Everyone earns; the supporters spend all."""
        self.change(range(len(self.level)), lambda money: money + earned)
        self.change(self.supporters[one], lambda money: money * 0)
        self.elect(one, "complete", Sentence("shares.earned", {"earned": earned}))

    def add(self, one: int, approvals: Number) -> None:
        """5."""
        self.elect(one, "complete", Sentence("shares.most_approved", {"approvals": -approvals}))

    def change(self, kinds: Iterable[int], new: Callable[[Fraction], Fraction]) -> None:
        """Let these voters have another amount."""
        moved = {level: new(self.money[level]) for level in {self.level[kind] for kind in kinds}}
        places = {money: len(self.money) + place for place, money in enumerate(dict.fromkeys(moved.values()))}
        self.money += places
        for kind in kinds:
            self.level[kind] = places[moved[self.level[kind]]]

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
        columns = (Sentence("column.candidate"), Sentence("column.at_the_start"), *seats)
        return Table(Sentence("table.purses"), columns, rows)


def kinds(contest: Contest) -> dict[frozenset[int], int]:
    """Papers by the candidates who stand that they approve of, and how many there are of each kind."""
    if not isinstance(contest.ballots, Scores):
        raise CannotCount(
            "these ballots do not say who approves of whom together", "count ballots that approve candidates"
        )
    found: dict[frozenset[int], int] = {}
    for scores, papers in contest.ballots.groups.items():
        approved = frozenset(number for number in contest.standing if scores[number - 1])
        found[approved] = found.get(approved, 0) + papers
    return found


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
