"""Tally sheets of Debian: real ones, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from counting.formats.reading import contest, names, papers, refusal

from veche.counting import formats
from veche.counting.errors import CannotWrite
from veche.counting.formats import Form, Overvote, Policy

DEBIAN = Path(__file__).parents[1] / "data" / "debian"

SHEET = """

          Tally Sheet for the votes cast.
   The format is:
       "V: vote         MD5SUM"

     Option 1---->: Ana
   /  Option 2--->: Bo
   |/  Option 3-->: None Of The Above
   ||/
V: 12-  5de2d9bdec162e7ad7d475f7a3a912e0
V: 313  82779753e0665892a0168183b4d03db6
V: ---  8fc3f20b27697bbc84c5d14782ce29cb
"""


@pytest.mark.parametrize(
    ("year", "votes", "third"),
    [(2006, 421, "Steve McIntyre"), (2007, 482, "Gustavo Franco"), (2020, 339, "Brian Gupta")],
)
def test_real_sheets(year: int, votes: int, third: str) -> None:
    found = formats.read(DEBIAN / f"leader{year}_tally.txt")
    assert (found.ballots.total, names(found)[2]) == (votes, third)
    assert not found.applied
    if year == 2007:
        assert "Raphaël Hertzog" in names(found)  # in Latin-1


def test_ranks_with_gaps_and_equals_keep_their_order() -> None:
    assert papers(contest(Form.DEVOTEE, SHEET)) == "1\n1 1 2\n1 2 1=3\n"


def test_ranks_beyond_nine_are_letters() -> None:
    options = "".join(f"Option {n if n < 10 else chr(55 + n)}-->: c{n}\n" for n in range(1, 12))
    assert papers(contest(Form.DEVOTEE, options + "V: BA9-----1-a abcdef\n")) == "1 9 3 2=11 1\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no line names an option: this is no tally sheet"),
        ("V: 123\n", 1, "no line names an option"),
        (SHEET.replace("Option 3", "Option 4"), 9, "option 4 stands where option 3 should be"),
        (SHEET.replace("Bo", "Ana"), 8, "two candidates are called Ana"),
        (
            SHEET.replace("V: 313", "V: 31"),
            12,
            "the vote ranks 2 options, and there are 3: the line is cut short",
        ),
        (SHEET.replace("V: 313", "V: 3130"), 12, "the vote ranks 4 options, and there are 3"),
        (SHEET.replace("V: 313", "V: 310"), 12, "0 is no rank"),
        (SHEET.replace("V: 313", "V 313"), 12, '"V 313  82779753e0665892a0168183b4d03db6" is no vote'),
        (SHEET.replace("V: 12-", "12-"), 11, '"12-  5de2d9bdec162e7ad7d475f7a3a912e0" is no vote'),
        (SHEET.replace("V: 313", "V: 3=3"), 12, '"V: 3=3'),
    ],
)
def test_what_cannot_be_counted_is_refused_by_line(text: str, line: int, reason: str) -> None:
    where, said = refusal(Form.DEVOTEE, text)
    assert said.startswith(reason)
    assert where == line


def test_equal_ranks_are_an_overvote_where_a_policy_says_so() -> None:
    assert refusal(Form.DEVOTEE, SHEET, policy=Policy(Overvote.REFUSE))[0] == 12
    found = contest(Form.DEVOTEE, SHEET, policy=Policy(Overvote.SKIP))
    assert (papers(found), found.applied) == ("1\n1 1 2\n1 2\n", {"overvote_skip": 1})


def test_sheets_are_not_written() -> None:
    with pytest.raises(CannotWrite, match="tally sheets are read, not written"):
        formats.text_of(contest(Form.DEVOTEE, SHEET), Form.DEVOTEE, "x.txt")
