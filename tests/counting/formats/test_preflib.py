"""PrefLib's orders: headers of today and from before 2022, and totals that must agree."""

from __future__ import annotations

import pytest
from counting.formats.reading import contest, names, papers, refusal

from veche.counting import formats
from veche.counting.errors import CannotWrite
from veche.counting.formats import Form, Overvote, Policy

NEW = """\
# FILE NAME: 00007-00000001.toi
# TITLE: Branch
# DESCRIPTION:
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 10
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ana
# ALTERNATIVE NAME 2: Bo: the elder
# ALTERNATIVE NAME 3: Cleo
5: 3,1
3: 1,{2,3}
2: 2
"""
OLD = """\
3
1,Ana
2,Bo: the elder
3,Cleo
10,10,3
5,3,1
3,1,{3,2}
2,2
"""
STRICT = NEW.replace("toi", "soi").replace("{2,3}", "2,3")
PAPERS = "3 1 2=3\n2 2\n5 3 1\n"


def test_the_headers_of_today() -> None:
    found = contest(Form.TOI, NEW)
    assert (found.title, found.seats, names(found)) == ("Branch", 1, ["Ana", "Bo: the elder", "Cleo"])
    assert papers(found) == PAPERS


def test_the_headers_from_before_2022() -> None:
    found = contest(Form.TOI, OLD)
    assert (found.title, names(found)) == ("", ["Ana", "Bo: the elder", "Cleo"])
    assert papers(found) == PAPERS


@pytest.mark.parametrize("text", [NEW, OLD])
def test_blanks_and_ends_of_lines_change_nothing(text: str) -> None:
    same = "\ufeff" + text.replace(",", ", ").replace("\n", "\r\n\r\n").rstrip()
    assert contest(Form.TOI, same) == contest(Form.TOI, text)


def test_seats_and_withdrawn_as_we_write_them() -> None:
    found = contest(Form.TOI, "# NUMBER SEATS: 2\n# WITHDRAWN: 3,1\n" + NEW)
    assert (found.seats, found.withdrawn) == (2, {1, 3})
    assert contest(Form.TOI, "# NUMBER SEATS: 2\n" + NEW, seats=3).seats == 3


@pytest.mark.parametrize(
    ("form", "text", "line", "reason"),
    [
        (Form.TOI, "", 1, '"" stands where a number should be'),
        (
            Form.TOI,
            NEW.replace("VOTERS: 10", "VOTERS: 11"),
            13,
            "wrong total: the file states 11 voters and holds 10",
        ),
        (
            Form.TOI,
            NEW.replace("ORDERS: 3", "ORDERS: 4"),
            13,
            "wrong total: the file states 4 orders and holds 3",
        ),
        (Form.TOI, NEW.removesuffix("2: 2\n"), 12, "wrong total: the file states 10 voters and holds 8"),
        (Form.TOI, OLD.replace("10,10,3", "10,10,2"), 8, "wrong total: the file states 2 orders and holds 3"),
        (Form.TOI, OLD.replace("10,10,3", "9,10,3"), 5, "the numbers of voters, of votes and of orders"),
        (Form.TOI, OLD.replace("2,Bo", "3,Bo"), 3, "the name of candidate 2 should stand here"),
        (Form.TOI, OLD[:12], 3, "the name of candidate 3 should stand here"),
        (Form.SOI, NEW, 4, 'the file says that it is "toi", and its name ends in soi'),
        (
            Form.TOI,
            NEW.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4"),
            10,
            "there are 4 candidates, and the names",
        ),
        (
            Form.TOI,
            NEW.replace("# NUMBER ALTERNATIVES: 3\n", ""),
            9,
            "the number of candidates (NUMBER ALTERN",
        ),
        (
            Form.TOI,
            NEW.replace("ALTERNATIVES: 3", "ALTERNATIVES: x"),
            5,
            '"x" stands where a number should be',
        ),
        (Form.TOI, NEW.replace("NAME 2", "NAME 1"), 9, "candidate 1 is named twice"),
        (Form.TOI, NEW.replace("Cleo", "Ana"), 10, "two candidates are called Ana"),
        (Form.TOI, "# WITHDRAWN: 4\n" + NEW, 1, "unknown candidate: 4 withdrew, and there are 3"),
        (Form.TOI, "# x\n" * 2001 + NEW, 2001, "the file has more headers than any contest"),
        (Form.TOI, NEW.replace("5: 3,1", "5: 3,"), 11, '"" is no rank: the line is cut short'),
        (Form.TOI, NEW.replace("5: 3,1", "5:"), 11, '"" is no rank: the line is cut short'),
        (Form.TOI, NEW.replace("5: 3,1", "5 3,1"), 11, "the line does not begin with a number of papers"),
        (Form.TOI, NEW.replace("5: 3,1", "0: 3,1"), 11, "the line does not begin with a number of papers"),
        (Form.TOI, NEW.replace("{2,3}", "{2,3"), 12, '"{2,3" is no rank'),
        (Form.TOI, NEW.replace("{2,3}", "{2,}"), 12, '"" is no candidate\'s number'),
        (Form.TOI, NEW.replace("{2,3}", "2;3"), 12, '"2;3" is no rank'),
        (Form.TOI, NEW.replace("5: 3,1", "5: 3,4"), 11, "unknown candidate: 4, and there are 3"),
        (Form.TOI, NEW.replace("5: 3,1", "5: 3,0"), 11, "unknown candidate: 0, and there are 3"),
        (Form.TOI, NEW.replace("5: 3,1", "5: 3,1,3"), 11, "duplicate: candidate 3 stands twice"),
        (Form.TOI, NEW.replace("5: 3,1", "9999999999999: 3"), 11, "papers are counted from 1"),
        (Form.SOI, STRICT.replace("2,3", "{2,3}"), 12, "overvote: candidates 2 and 3 share rank 2"),
        (Form.SOC, STRICT.replace("soi", "soc"), 11, "not all 3 candidates are ranked, as .soc wants it"),
        (Form.TOC, NEW.replace("toi", "toc"), 11, "not all 3 candidates are ranked, as .toc wants it"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_line(form: Form, text: str, line: int, reason: str) -> None:
    where, said = refusal(form, text)
    assert said.startswith(reason)
    assert where == line


def test_ties_are_an_overvote_where_a_policy_says_so() -> None:
    found = contest(Form.TOI, NEW, policy=Policy(Overvote.INVALID))
    assert (papers(found), found.invalid) == ("2 2\n5 3 1\n", {"overvote_invalid": 3})


def test_complete_orders_are_read() -> None:
    head = (
        NEW[: NEW.index("5: 3")]
        .replace("toi", "soc")
        .replace("VOTERS: 10", "VOTERS: 3")
        .replace("ORDERS: 3", "ORDERS: 2")
    )
    assert papers(contest(Form.SOC, head + "2: 3,1,2\n1: 1,2,3\n")) == "1 1 2 3\n2 3 1 2\n"


@pytest.mark.parametrize("kind", [Form.SOI, Form.SOC, Form.TOC])
def test_what_a_kind_does_not_hold_is_not_written(kind: Form) -> None:
    with pytest.raises(CannotWrite, match=r"write a \.to[ic] file|write a \.toi file"):
        list(formats.text_of(contest(Form.TOI, NEW), kind, f"x.{kind}"))
