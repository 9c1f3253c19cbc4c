"""Figures that contradict each other are refused, and a file of figures is read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from veche.rules import BadFigures, Days, Figures
from veche.rules.figures import MOST, total
from veche.rules.figures_file import LARGEST, read_figures
from veche.rules.measures import complete


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"roll": -1}, "roll is -1: give a whole number from 0 to 1000000000"),
        ({"yes": MOST + 1}, "yes is 1000000001: give a whole number from 0 to 1000000000"),
        ({"yes": True}, "yes is True: give a whole number from 0 to 1000000000"),
        ({"roll": 10, "returned": 11}, "returned = 11 is more than roll = 10: count again"),
        ({"roll": 10, "present": 11}, "present = 11 is more than roll = 10: count again"),
        ({"roll": 10, "prevented": 6, "excluded": 5}, "prevented + excluded = 11 is more than roll = 10: count again"),
        ({"issued": 10, "returned": 11}, "returned = 11 is more than issued = 10: count again"),
        ({"present": 10, "returned": 11}, "returned = 11 is more than present = 10: count again"),
        ({"returned": 10, "yes": 6, "no": 5}, "yes + no = 11 is more than returned = 10: count again"),
        ({"roll": 10, "yes": 6, "no": 4, "spoiled": 1}, "yes + no + spoiled = 11 is more than roll = 10: count again"),
        ({"roll": 10, "petition": 11}, "petition = 11 is more than roll = 10: count again"),
        (
            {"returned": 12, "yes": 6, "no": 4, "spoiled": 1, "abstain": 0, "blank": 0},
            "yes + no + abstain + blank + spoiled = 11, but returned = 12: count the papers again",
        ),
    ],
)  # fmt: skip
def test_contradictions_are_refused_in_one_line(numbers: dict[str, int], message: str) -> None:
    with pytest.raises(BadFigures) as caught:
        Figures("Depot", **numbers).check()  # type: ignore[arg-type]
    assert str(caught.value) == f"Depot: {message}"


def test_papers_may_be_issued_twice_to_one_member() -> None:
    Figures(roll=10, issued=11, returned=10, yes=6, no=4).check()


def test_what_follows_from_the_rest_is_filled_in_and_nothing_else() -> None:
    whole = complete(Figures(returned=10, yes=6, no=4))
    assert (whole.abstain, whole.blank, whole.spoiled) == (0, 0, 0)
    assert complete(Figures(yes=6, no=4, abstain=0, blank=0, spoiled=2)).returned == 12
    assert complete(Figures(returned=12, yes=6, no=4, abstain=0, blank=0)).spoiled == 2
    half = Figures(returned=12, yes=6, no=4)
    assert complete(half) == half


def test_a_sum_knows_only_what_every_unit_knows() -> None:
    units = [
        Figures("A", roll=5, yes=3, date=date(2026, 1, 2)),
        Figures("B", yes=4, no=1, date=date(2026, 1, 3)),
    ]
    whole = total(units)
    assert (whole.roll, whole.yes, whole.no, whole.date) == (None, 7, None, date(2026, 1, 3))


def written(folder: Path, text: str) -> Path:
    file = folder / "figures.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_numbers_at_the_top_are_those_of_every_question(tmp_path: Path) -> None:
    given = read_figures(
        written(
            tmp_path,
            """
            roll = 704
            returned = 326
            date = 2024-12-12

            [days]
            start = 2025-01-10

            [[question]]
            name = "Strike"
            yes = 308
            no = 18

            [[question]]
            name = "Short of a strike"
            yes = 308
            no = 16
            spoiled = 2
            """,
        )
    )
    assert given.questions["Strike"] == (
        Figures(roll=704, returned=326, yes=308, no=18, date=date(2024, 12, 12)),
    )
    assert given.questions["Short of a strike"][0].spoiled == 2
    assert given.days == Days(start=date(2025, 1, 10))


def test_units_stand_alone_or_in_a_question(tmp_path: Path) -> None:
    alone = read_figures(written(tmp_path, '[[unit]]\nname = "A"\nyes = 1\n[[unit]]\nname = "B"\nyes = 2\n'))
    assert alone.questions == {"": (Figures("A", yes=1), Figures("B", yes=2))}
    inside = '[[question]]\nname = "Q"\n[[question.unit]]\nname = "A"\nyes = 1\n'
    assert read_figures(written(tmp_path, inside)).questions == {"Q": (Figures("A", yes=1),)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("yes = 1.5", "yes = 1.5 does not fit: give a whole number"),
        ("yes = true", "yes = True does not fit: give a whole number"),
        ('yes = "1"', "yes = '1' does not fit: give a whole number"),
        ("yess = 1", "unknown field yess: the fields are abstain, blank"),
        ("date = 2024-12-12T10:00:00", "does not fit: give a day such as 2024-12-12"),
        ("[days]\nstart = 1", "days: start does not fit: give a day"),
        ("[days]\nstart_hour = 2024-12-12", "days: start_hour does not fit: give an hour"),
        ("[days]\nbegin = 2024-12-12", "days: unknown field begin"),
        ("days = 1", "days: write it as [days]"),
        ("unit = 1", "unit: write it as [[unit]]"),
        ("yes = 1\n[[unit]]\nname = 'A'", "yes stands beside units: give it for each unit"),
        ("[[question]]\nyes = 1", "question 1: every question needs a name of its own"),
        ("[[question]]\nname = 'A'\n[[question]]\nname = 'A'", "question 2: every question needs a name of its own"),
        ("yes = ", "not TOML"),
        ("[[unit]]\n" * 1001, "unit: more than 1000 of them"),
        ("#" * (LARGEST + 1), "larger than 256 KiB"),
    ],
)  # fmt: skip
def test_a_file_of_figures_is_read_strictly(tmp_path: Path, text: str, message: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(BadFigures) as caught:
        read_figures(file)
    assert str(caught.value).startswith(str(file))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
