"""Tables: ranks, scores and approvals, as spreadsheets write them."""

from __future__ import annotations

import pytest
from counting.formats.reading import contest, names, papers, refusal

from veche.counting.contest import Scores
from veche.counting.formats import Cells, Form, Overvote, Policy, Skipped

RANKS = """\
# title: Branch
# seats: 2
# withdrawn: 3
ballots,Ana,"Bo, the elder",Cleo
12,1,2,
7,-,1,2
3,,,
"""


def test_a_table_of_ranks() -> None:
    found = contest(Form.CSV, RANKS)
    assert (found.title, found.seats, found.withdrawn) == ("Branch", 2, {3})
    assert names(found) == ["Ana", "Bo, the elder", "Cleo"]
    assert papers(found) == "3\n12 1 2\n7 2 3\n"


@pytest.mark.parametrize(
    "same",
    [
        "\ufeff" + RANKS.replace("\n", "\r\n").rstrip(),
        RANKS.replace("# title: Branch", '"# title: Branch",,,').replace("# seats: 2", "# seats: 2,,,"),
        RANKS.replace('"Bo, the elder"', "X").replace(",", ";").replace("X", "Bo, the elder"),
        RANKS.replace('"Bo, the elder"', "X").replace(",", "\t").replace("X", "Bo, the elder"),
        RANKS.replace("ballots", " Ballots ").replace("12,1,2,", '"12", 1 ,"2",\n\n'),
        RANKS.replace("12,1,2,", "5,1,2,\n7,1,2,"),
        "# ballots: ranks\n" + RANKS,
    ],
    ids=["windows", "spreadsheet", "semicolons", "tabs", "quotes", "twice", "noted"],
)
def test_what_says_the_same(same: str) -> None:
    assert contest(Form.CSV, same) == contest(Form.CSV, RANKS)


def test_without_weights_each_row_is_a_ballot() -> None:
    assert papers(contest(Form.CSV, "Ana,Bo\n1,2\n1,2\n,1\n,\n")) == "1\n2 1 2\n1 2\n"
    assert names(contest(Form.CSV, "Ana\n1\n")) == ["Ana"]


def test_behind_a_shared_rank_the_next_may_follow_or_not() -> None:
    policy = Policy(Overvote.EQUAL)
    for rows in ("1,1,2,3\n", "1,1,3,4\n"):
        assert papers(contest(Form.CSV, f"A,B,C,D\n{rows}", policy=policy)) == "1 1=2 3 4\n"
    assert refusal(Form.CSV, "A,B,C,D\n1,1,4,5\n", policy=policy)[1].startswith(
        "skipped rank: nobody has rank 2"
    )


def test_a_skipped_rank_is_closed_up_where_a_policy_says_so() -> None:
    found = contest(Form.CSV, "ballots,A,B,C\n4,2,9,\n", policy=Policy(skipped=Skipped.CLOSE_UP))
    assert (papers(found), found.applied) == ("4 1 2\n", {"skipped_close_up": 4})


@pytest.mark.parametrize("note", ["# ballots: scores\n", ""])
def test_a_table_of_scores(note: str) -> None:
    cells = None if note else Cells.SCORES
    found = contest(Form.CSV, note + "ballots,Ana,Bo\n2,5,0\n1,,3\n2,5,0\n", cells=cells)
    assert found.ballots == Scores({(5, 0): 4, (None, 3): 1})


def test_a_table_of_approvals() -> None:
    found = contest(Form.CSV, "Ana,Bo,Cleo\nx,,X\n1,0,-\n", cells=Cells.APPROVAL)
    assert found.ballots == Scores({(1, 0, 1): 1, (1, 0, 0): 1})


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the table has a column for each candidate"),
        ("ballots\n3\n", 1, "the table has a column for each candidate"),
        (",".join(f"c{n}" for n in range(1001)), 1, "the table has a column for each candidate"),
        (RANKS.replace("Cleo", "Ana"), 4, "two candidates are called Ana"),
        (RANKS.replace("Cleo", ""), 4, "candidate 3 has no name"),
        (RANKS.replace("Cleo", '"Cl\neo"'), 5, "a name holds the hidden character U+000A"),
        (RANKS.replace("7,-,1,2", "7,-,1"), 6, "3 cells where the header has 4: the line is cut short"),
        (RANKS.replace("7,-,1,2", "7,-,1,2,3"), 6, "5 cells where the header has 4"),
        (RANKS.replace("7,-", "x,-"), 6, '"x" is no number of ballots'),
        (RANKS.replace("7,-", "0,-"), 6, '"0" is no number of ballots'),
        (RANKS.replace("7,-", ",-"), 6, '"" is no number of ballots'),
        (RANKS.replace("7,-", "9999999999999,-"), 6, "papers are counted from 1"),
        (RANKS.replace("-,1,2", "-,1,2.0"), 6, '"2.0" is no rank'),
        (RANKS.replace("-,1,2", "-,1,x"), 6, '"x" is no rank'),
        (RANKS.replace("-,1,2", "-,1,0"), 6, '"0" is no rank'),
        (RANKS.replace("-,1,2", "-,1,1001"), 6, '"1001" is no rank'),
        (RANKS.replace("-,1,2", "-,1,1"), 6, "overvote: candidates 2 and 3 share rank 1"),
        (RANKS.replace("-,1,2", "-,2,3"), 6, "skipped rank: nobody has rank 1"),
        (RANKS.replace("-,1,2", '-,1,"2'), 7, "this is no row of a table"),
        (RANKS.replace("seats: 2", "seat: 2"), 2, "a note is one of title, seats, withdrawn, ballots"),
        (RANKS.replace("seats: 2", "seats: 2\n# seats: 3"), 3, "a note is one of title, seats, withdrawn"),
        (RANKS.replace("seats: 2", "seats: two"), 2, 'seats are a number from 1 to 1000, not "two"'),
        (RANKS.replace("withdrawn: 3", "withdrawn: 4"), 3, 'unknown candidate: "4" withdrew, and there are 3'),
        ("# ballots: points\n" + RANKS, 1, 'ballots are ranks, scores or approval, not "points"'),
        ("# ballots: scores\nA,B\n1,-2\n", 3, '"-2" is no score'),
        ("# ballots: scores\nA,B\n1,0.5\n", 3, '"0.5" is no score'),
        ("# ballots: scores\nA,B\n1,1234567890\n", 3, '"1234567890" is no score'),
        ("# ballots: scores\nballots,A\n1000000000000,1\n1,1\n", 4, "ballots are counted from 1"),
        ("# ballots: approval\nA,B\n1,2\n", 3, '"2" is no approval'),
        (b"Ana,B\xe9la\n1,2\n", 1, "the line is not UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_by_line(text: str | bytes, line: int, reason: str) -> None:
    where, said = refusal(Form.CSV, text)
    assert said.startswith(reason)
    assert where == line


def test_a_note_and_what_was_asked_for_must_agree() -> None:
    said = refusal(Form.CSV, "# ballots: scores\nA,B\n1,2\n", cells=Cells.RANKS)[1]
    assert said == "the file says that its ballots are scores, and was to be read as ranks"
