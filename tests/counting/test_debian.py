"""Debian's elections of its leader, from its own tally sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from veche.counting import count
from veche.counting.contest import Contest
from veche.counting.errors import BadBallots
from veche.counting.formats import Policy, read, write

SHEETS = Path(__file__).parent / "data" / "debian"


def sheet(year: int) -> Contest:
    return read(SHEETS / f"leader{year}_tally.txt")


@pytest.mark.parametrize("rule", ["schulze", "ranked-pairs"])
@pytest.mark.parametrize(
    ("year", "papers", "leader"),
    [(2006, 421, "Anthony Towns"), (2007, 482, "Sam Hocevar"), (2020, 339, "Jonathan Carter")],
)
def test_the_leader_is_elected(rule: str, year: int, papers: int, leader: str) -> None:
    contest = sheet(year)
    result = count(contest, rule)
    assert result.valid == papers
    assert [contest.name(number) for number in result.winners] == [leader]
    assert result.ties == ()


@pytest.mark.parametrize("rule", ["schulze", "ranked-pairs"])
@pytest.mark.parametrize("end", ["blt", "toi", "csv"])
def test_towns_is_elected_from_every_format_that_holds_the_papers(
    rule: str, end: str, tmp_path: Path
) -> None:
    """Equal ranks are no overvote to a rule that compares in pairs, whatever the format."""
    file = tmp_path / f"leader2006.{end}"
    write(sheet(2006), file)
    contest = read(file, policy=Policy().by(rule))
    assert contest.ballots == sheet(2006).ballots
    result = count(contest, rule)
    assert [contest.name(number) for number in result.winners] == ["Anthony Towns"]
    assert [said.key for said in result.outcome] == ["note.unranked_last", "note.equal_ranks"]
    if end != "toi":
        with pytest.raises(BadBallots, match="overvote"):
            read(file, policy=Policy().by("scottish-stv"))


def test_unranked_counts_as_last_and_decides_2006() -> None:
    """190 to 184; of the papers that rank both, McIntyre would have had more, 174 to 167."""
    contest = sheet(2006)
    names = [one.name for one in contest.candidates]
    towns, mcintyre = names.index("Anthony Towns") + 1, names.index("Steve McIntyre") + 1
    rows = count(contest, "schulze").tables[0].rows
    assert (rows[towns - 1][mcintyre], rows[mcintyre - 1][towns]) == (190, 184)
    both = [
        (ranking, weight)
        for ranking, weight in contest.ballots  # type: ignore[union-attr]
        if {towns, mcintyre} <= {one for rank in ranking for one in rank}
    ]
    place = [
        ({one: at for at, rank in enumerate(ranking) for one in rank}, weight) for ranking, weight in both
    ]
    assert sum(weight for at, weight in place if at[towns] < at[mcintyre]) == 167
    assert sum(weight for at, weight in place if at[towns] > at[mcintyre]) == 174
