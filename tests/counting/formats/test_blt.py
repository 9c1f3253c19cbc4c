"""BLT: what real files and real programs made of it, and what is refused."""

from __future__ import annotations

import io
import lzma
from pathlib import Path

import pytest
from counting.formats.reading import contest, names, papers, refusal

from veche.counting import formats
from veche.counting.errors import CannotCount, CannotWrite
from veche.counting.formats import Form, Overvote, Policy

SCOTTISH = Path(__file__).parents[1] / "data" / "scottish"

PLAIN = """\
4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 3 0
5 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""


def test_the_format_as_it_was_first_described() -> None:
    found = contest(Form.BLT, PLAIN)
    assert (found.title, found.seats, found.withdrawn) == ("Title", 2, {2})
    assert names(found) == ["Adam", "Basil", "Charlotte", "Donald"]
    assert papers(found) == "5\n4 1 3 2\n3 1 3 4\n2 4 3\n"


@pytest.mark.parametrize(
    "same",
    [
        PLAIN.removesuffix("\n"),
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace(" 0\n", "\t0  \n").replace("3 1 3", "  3   1\t3"),
        PLAIN.replace("4 2\n", "# by hand\n4 2 # seats\n").replace("5 0\n", "\n5 0 # blank\n# none\n"),
        PLAIN.replace("\n0\n", "\n0 # the end\n"),
        PLAIN.replace('"', ""),
        PLAIN.replace("5 0\n", "2 0\n(A 17) 1 0\n(A18) 2 0\n").replace("3 1 3", "(x)1 1 3 4 0\n2 1 3"),
        PLAIN.replace("2 4 3 0", "2 4 3 - - 0"),
        PLAIN.replace('"Basil"', '# names\n"Basil"') + "# the end\n",
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", ",,\r\n").removesuffix("\n"),
        PLAIN + '\n"source"\nWhatever else "somebody wrote\n',
    ],
    ids=[
        "no end",
        "windows",
        "bom",
        "blanks",
        "comments",
        "end",
        "bare names",
        "ids",
        "empty end",
        "comments behind",
        "commas",
        "commas and windows",
        "remarks",
    ],
)
def test_what_says_the_same(same: str) -> None:
    assert contest(Form.BLT, same) == contest(Form.BLT, PLAIN)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('"Ana Lee"', "Ana Lee"),
        ('"Ana Lee" # first', "Ana Lee"),
        ("Ana Lee (Ind)", "Ana Lee (Ind)"),
        ("Ana #1", "Ana #1"),
        ('"Ana Lee" "Independent"', "Ana Lee (Independent)"),
        (
            '"Ana  Lee (SNP)"   "Scottish National Party (SNP)"',
            "Ana Lee (SNP) (Scottish National Party (SNP))",
        ),
        ('"Ana ""Independent"""', "Ana (Independent)"),
        ('"""Ana"" ""Independent"" "', "Ana (Independent)"),
        ('"""Ana"""', "Ana"),
        ('Ana "Independent"', "Ana (Independent)"),
        ('"Ana" ""', "Ana"),
        ("# ALTERNATIVE NAME 1: Ana (Ind)", "Ana (Ind)"),
        ("Ana\u0089 Lee", "Ana\ufffd Lee"),
        ("A\u0301na", "\u00c1na"),
        ("Ганна Ляўко", "Ганна Ляўко"),
    ],
)
def test_names_as_real_files_write_them(line: str, name: str) -> None:
    found = contest(Form.BLT, f"1 1\n1 1 0\n0\n{line}\nTitle")
    assert (names(found), found.title) == ([name], "Title")


@pytest.mark.parametrize("size", range(1, 9))
def test_commas_at_the_ends_of_lines_are_none_wherever_a_pipe_breaks(size: int) -> None:
    """A real contest of Perth and Kinross went through a spreadsheet."""
    data = io.BytesIO(PLAIN.replace('"Basil"', "Basil,Jr,").replace("\n", ",,\r\n").encode())

    class Pipe:
        def read(self, _: int, /) -> bytes:
            return data.read(size)

    found = formats.read_from(Pipe(), Form.BLT)
    assert names(found) == ["Adam", "Basil,Jr", "Charlotte", "Donald"]
    assert found.ballots == contest(Form.BLT, PLAIN).ballots


def test_seats_that_are_asked_for_win() -> None:
    assert contest(Form.BLT, PLAIN, seats=3).seats == 3
    for seats in (0, -1, 1001):
        with pytest.raises(CannotCount, match="a contest has from 1 to 1000"):
            contest(Form.BLT, PLAIN, seats=seats)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no contest: the file has no line that says anything"),
        ("# nothing\n", 1, "no contest: the file has no line that says anything"),
        ("4,2\n", 1, '"4,2" stands where'),
        ("0 1\n", 1, "candidates and seats are numbers from 1 to 1000"),
        ("1001 1\n", 1, "candidates and seats are numbers from 1 to 1000"),
        ("4 0\n", 1, "candidates and seats are numbers from 1 to 1000"),
        (PLAIN.replace("-2", "-5"), 2, "unknown candidate: 5 withdrew, and there are 4"),
        (PLAIN.replace("-2", "[tie 3 2 1]"), 2, "options in square brackets are not read"),
        (PLAIN.replace("4 1 3 2 0", "4 1 3 2"), 4, "the ballot does not end with 0: the line is cut short"),
        (PLAIN.replace("4 1 3 2 0", "4"), 4, "the ballot does not end with 0: the line is cut short"),
        (PLAIN.replace("4 1 3 2 0", "4 1 5 2 0"), 4, "unknown candidate: 5, and there are 4"),
        (PLAIN.replace("4 1 3 2 0", "4 1 3 1 0"), 4, "duplicate: candidate 1 stands twice"),
        (PLAIN.replace("4 1 3 2 0", "4 1 3=3 0"), 4, "duplicate: candidate 3 stands twice"),
        (PLAIN.replace("4 1 3 2 0", "4 1 3=2 0"), 4, "overvote: candidates 3 and 2 share rank 2"),
        (PLAIN.replace("4 1 3 2 0", "4 1 - 2 0"), 4, "skipped rank: nobody has rank 2"),
        (PLAIN.replace("4 1 3 2 0", "4 1 0 4 2 0"), 4, "0 ends a ballot, and more follows it"),
        (PLAIN.replace("4 1 3 2 0", "4 1 -3 0"), 4, '"-3" is no candidate\'s number'),
        (PLAIN.replace("4 1 3 2 0", "4 1 a 0"), 4, '"a" is no candidate\'s number'),
        (PLAIN.replace("4 1 3 2 0", "4 1 3= 0"), 4, '"3=" is no candidate\'s number'),
        (PLAIN.replace("4 1 3 2 0", "4 1 3\x1b[2J 0"), 4, '"3\ufffd[2J" is no candidate\'s number'),
        (PLAIN.replace("4 1 3 2 0", "0 1 3 2 0"), 4, '"0" is no number of papers'),
        (PLAIN.replace("4 1 3 2 0", "1.5 1 3 2 0"), 4, '"1.5" is no number of papers'),
        (PLAIN.replace("4 1 3 2 0", "-4 1 3 2 0"), 4, '"-4" is no number of papers'),
        (
            PLAIN.replace("4 1 3 2 0", "9999999999999 1 3 2 0"),
            4,
            "papers are counted from 1 to 1000000000000",
        ),
        (PLAIN.replace("4 1 3 2 0", "(A1 4 1 3 2 0"), 4, '"(A1" is no number of papers'),
        (PLAIN[: PLAIN.index('0\n"Adam')], 6, "no line 0 ends the ballots: the file is cut short"),
        (
            PLAIN[: PLAIN.index('"Donald')],
            10,
            "wrong total: 4 names and a title should stand here, not 3 lines",
        ),
        (
            PLAIN.replace('"Title"\n', ""),
            11,
            "wrong total: 4 names and a title should stand here, not 4 lines",
        ),
        (
            PLAIN.replace('"Title"', '"Eve"\n"Title"'),
            13,
            "wrong total: 4 names and a title should stand here, and there is one",
        ),
        (PLAIN[: PLAIN.index('ld"\n"Title')], 11, "a quotation mark is missing"),
        (PLAIN.replace("Basil", "Adam"), 9, "two candidates are called Adam: tell them apart"),
        (PLAIN.replace("Basil", "A\u0064am").replace("Adam", " Adam "), 9, "two candidates are called Adam"),
        (PLAIN.replace("Basil", " "), 9, "candidate 2 has no name"),
        (PLAIN.replace("Basil", "Ba\x07sil"), 9, "a name holds the hidden character U+0007"),
        (PLAIN.replace("Basil", "Ba\u202esil"), 9, "a name holds the hidden character U+202E"),
        (PLAIN.replace("Basil", "B" * 1001), 9, "a name is longer than 1000 characters"),
        (
            PLAIN.replace('"Basil"', "# ALTERNATIVE NAME 2: B"),
            9,
            "name 2 stands where that of candidate 1 should be",
        ),
        (PLAIN.encode().replace(b"Basil", b"Ba\xffsil"), 9, "the line is not UTF-8"),
        (PLAIN.encode("utf-16"), 1, "the line is not UTF-8"),
        ("4 2" + " " * 2_200_000, 1, "the line is longer than any ballot"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_line(text: str | bytes, line: int, reason: str) -> None:
    where, said = refusal(Form.BLT, text)
    assert said.startswith(reason)
    assert where == line


def test_equal_ranks_are_read_where_they_are_meant() -> None:
    text = PLAIN.replace("4 1 3 2 0", "4 1 3=2 0")
    assert "4 1 2=3\n" in papers(contest(Form.BLT, text, policy=Policy(Overvote.EQUAL)))


def test_the_line_is_right_far_into_a_long_file() -> None:
    text = "3 1\n" + "1 1 2 3 0\n" * 300_000 + "1 1 4 0\n0\n"
    assert refusal(Form.BLT, text) == (300_002, "unknown candidate: 4, and there are 3")


@pytest.mark.parametrize("path", sorted(SCOTTISH.glob("*.blt.xz")), ids=lambda path: path.name)
def test_contests_of_councils_read_and_keep_every_paper(path: Path) -> None:
    text = lzma.decompress(path.read_bytes()).decode()
    found = contest(Form.BLT, text)
    body = text.split("\n0\n")[0].splitlines()[1:]
    assert found.ballots.total == sum(int(line.split()[0]) for line in body)
    assert found.title


@pytest.mark.parametrize("title", ['Branch "Dock"', 'Ana "Al" Lee'])
def test_quotation_marks_cannot_be_written(title: str) -> None:
    found = contest(Form.CSV, f"# title: {title}\nAna,Bo\n1,2\n")
    with pytest.raises(CannotWrite, match="quotation marks"):
        list(formats.text_of(found, Form.BLT, "x.blt"))
