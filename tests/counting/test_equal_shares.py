"""Equal shares against the examples of the literature, a second implementation, and what the method promises."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from counting.profiles import LOT, approving, letters, named, scored
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Scores
from veche.counting.errors import CannotCount, TieNeedsLot

# M. Lackner and P. Skowron, Multi-Winner Voting with Approval Preferences (2023): the running example of 12 voters.
RUNNING = {"AB": 3, "AC": 3, "AD": 2, "BCF": 1, "E": 1, "F": 1, "G": 1}


def test_the_running_example_of_the_book() -> None:
    """A is bought at 1/8. In the end the committee is A, B, C, D."""
    contest = approving("ABCDEFG", RUNNING, seats=4)
    result = count(contest, "equal-shares", lot=LOT)
    assert set(named(contest, result.winners)) == set("ABCD")
    assert result.stages[0].reasons[0].places == {"rho": Fraction(1, 8)}


def test_example_2_12_of_the_book() -> None:
    papers = {"CD": 3, "AB": 2, "AC": 2, "BD": 1}
    contest = approving("ABCD", papers, seats=3)
    assert set(named(contest, count(contest, "equal-shares", lot=LOT).winners)) == set("ACD")


def test_a_group_that_agrees_gets_its_share() -> None:
    """Six of ten voters agree, and four: five seats go three to two, where most approvals give all to the six."""
    contest = approving("ABCDEFGH", {"ABCDE": 6, "FGH": 4}, seats=5)
    winners = named(contest, count(contest, "equal-shares", lot=LOT).winners)
    assert (len(set(winners) & set("ABCDE")), len(set(winners) & set("FGH"))) == (3, 2)
    assert count(contest, "approval").winners == (1, 2, 3, 4, 5)


def test_the_rich_pay_for_the_poor_and_the_record_says_what_is_left() -> None:
    contest = approving("AB", {"A": 1, "AB": 1, "B": 1}, seats=2)
    result = count(contest, "equal-shares", lot=LOT)
    # Each has 2/3; the first is bought at 1/2, which leaves the other with 1/6 + 2/3 < 1: completed by Phragmén after 1/12.
    first, second = result.stages
    assert (first.action, second.action) == ("buy", "complete")
    assert first.standing == second.standing == {1: 2, 2: 2}
    left = {row[0]: row[1:] for row in result.tables[0].rows}
    one, other = (contest.name(number) for number in result.winners)
    assert left[one] == (Fraction(4, 3), Fraction(1, 3), Fraction(1, 4))
    assert left[other] == (Fraction(4, 3), Fraction(5, 6), 0)
    assert second.reasons[0].places == {"earned": Fraction(1, 12)}
    assert [one.key for one in result.outcome] == ["shares.bought", "shares.completed"]


def test_a_supporter_with_less_than_rho_gives_all_that_is_left() -> None:
    """Of G's supporters two have 4/7; the third paid 1/4 for B and has 18/56 left: 18/56 and twice 19/56 make a seat."""
    contest = approving("BCDEFG", {"BCD": 2, "BEF": 1, "C": 1, "G": 2, "BDEG": 1}, seats=4)
    result = count(contest, "equal-shares")
    assert named(contest, result.winners) == "BGCD"
    assert [stage.reasons[0].places for stage in result.stages[:2]] == [
        {"rho": Fraction(1, 4)},
        {"rho": Fraction(19, 56)},
    ]
    left = {row[0]: row[3] for row in result.tables[0].rows}
    assert (left["G"], left["E"]) == (Fraction(13, 28), Fraction(9, 28))


def test_completion_as_the_settings_say() -> None:
    contest = approving("ABC", {"A": 3, "B": 2, "C": 1}, seats=2)
    assert count(contest, "equal-shares").winners == (1, 2)
    open_seat = count(contest, "equal-shares", completion="none")
    assert (open_seat.winners, open_seat.vacant) == ((1,), 1)
    assert count(contest, "equal-shares", completion="utilitarian").winners == (1, 2)
    with pytest.raises(CannotCount, match="completion cannot be all"):
        count(contest, "equal-shares", completion="all")


def test_completions_can_differ() -> None:
    """E has more approvals, but all from those who have spent their money."""
    contest = approving("ABE", {"AE": 5, "A": 1, "B": 4}, seats=2)
    phragmen = count(contest, "equal-shares")
    utilitarian = count(contest, "equal-shares", completion="utilitarian")
    assert (named(contest, phragmen.winners), named(contest, utilitarian.winners)) == ("AB", "AE")


def test_nobody_is_elected_whom_nobody_approves() -> None:
    result = count(approving("ABC", {"A": 2, "": 1}, seats=2), "equal-shares")
    assert (result.winners, result.vacant) == ((1,), 1)
    empty = count(approving("ABC", {"": 1}, seats=2), "equal-shares")
    assert (empty.winners, empty.vacant) == ((), 2)


def test_a_tie_needs_a_lot_and_papers_that_rank_are_refused() -> None:
    with pytest.raises(TieNeedsLot):
        count(approving("AB", {"A": 1, "B": 1}), "equal-shares")
    with pytest.raises(CannotCount, match="equal-shares does not count papers that rank candidates"):
        count(letters("AB", {"AB": 1}), "equal-shares")


def literal(contest: Contest) -> list[set[tuple[int, ...]]]:
    """Everyone who can be bought, seat after seat, voter by voter; every way to break ties. No completion."""
    assert isinstance(contest.ballots, Scores)
    voters = [scores for scores, n in contest.ballots.groups.items() for _ in range(n)]
    start = [Fraction(contest.seats, len(voters))] * len(voters)
    rounds: list[set[tuple[int, ...]]] = []
    states = {((), tuple(start))}
    while states:
        rounds.append({elected for elected, _ in states})
        following = set()
        for elected, money in states:
            prices: dict[int, Fraction] = {}
            for one in contest.standing:
                purses = [money[place] for place, scores in enumerate(voters) if scores[one - 1]]
                if one not in elected and sum(purses) >= 1 and len(elected) < contest.seats:
                    # The smallest rho is met where each purse is given whole or in part.
                    prices[one] = next(
                        rho
                        for paid in range(len(purses))
                        for rho in [(Fraction(1) - sum(sorted(purses)[:paid])) / (len(purses) - paid)]
                        if sum(min(purse, rho) for purse in purses) == 1
                    )
            for one, rho in prices.items():
                if rho == min(prices.values()):
                    left = tuple(
                        purse - min(purse, rho) if scores[one - 1] else purse
                        for purse, scores in zip(money, voters, strict=True)
                    )
                    following.add(((*elected, one), left))
        states = following
    return rounds


@given(scored(most=4))
def test_what_is_bought_can_be_bought_by_the_definition(contest: Contest) -> None:
    result = count(contest, "equal-shares", completion="none", lot=LOT)
    rounds = literal(contest)
    bought = len(result.winners)
    assert result.winners in rounds[bought]
    assert not any(
        longer[:bought] == result.winners
        for longer in (rounds[bought + 1] if bought + 1 < len(rounds) else ())
    )


@given(scored(most=5))
def test_groups_that_agree_are_represented(contest: Contest) -> None:
    """Extended justified representation: of papers for l seats that agree on l candidates, one has l of them elected."""
    assert isinstance(contest.ballots, Scores)
    winners = set(count(contest, "equal-shares", completion="none", lot=LOT).winners)
    groups, total = contest.ballots.groups, contest.ballots.total
    for size in range(1, contest.seats + 1):
        for together in combinations(contest.standing, size):
            agreeing = [scores for scores in groups if all(scores[one - 1] for one in together)]
            if sum(groups[scores] for scores in agreeing) * contest.seats >= size * total and agreeing:
                assert max(sum(bool(scores[one - 1]) for one in winners) for scores in agreeing) >= size
