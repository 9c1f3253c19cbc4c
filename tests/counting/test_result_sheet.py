"""The result sheet in every language, and as plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from counting.records import ward
from counting.shown import EVERY, NAMES, counted
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import RULES
from veche.counting.errors import BadRecord
from veche.counting.record import Count, Stage, Table, Tie
from veche.counting.showing.fates import Kind, fates
from veche.counting.showing.record_text import count_text
from veche.counting.showing.result_sheet import (
    Grid,
    Lines,
    Sheet,
    in_blocks,
    listed,
    result_sheet,
    words_of,
)
from veche.words import Language
from veche.words.sentence import Sentence

EN = Language.EN


def part(count: Count, title: str) -> list[tuple[str, ...]]:
    """The rows of the table with this title."""
    (found,) = [
        one for one in result_sheet(count, EN) if isinstance(one, Grid) and one.title.startswith(title)
    ]
    return [found.columns, *found.rows]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", EVERY)
def test_every_rule_can_be_shown_in_every_language(rule: str, language: Language) -> None:
    text = count_text(counted(rule), language)
    assert all(name in text for name in NAMES)
    assert not re.search(r"[{}]|\b\w+\.\w+_\w+", re.sub(r"https?://\S+", "", text))


def test_no_language_says_what_another_says() -> None:
    texts = {count_text(counted("scottish-stv"), language) for language in Language}
    assert len(texts) == len(Language)


def test_the_result_comes_first_and_says_who_is_elected() -> None:
    first = result_sheet(counted("scottish-stv"), EN)[0]
    assert isinstance(first, Lines)
    assert first.title == "Branch committee"
    assert first.lines[0] == "Elected: Alesia and Ciara."


def test_nobody_is_elected_by_a_motion() -> None:
    text = count_text(counted("yes-no"), EN)
    assert "lected" not in text
    assert "More votes for than against: 40 to 33." in text


def test_votes_by_stage_add_up() -> None:
    """The change of each stage, read back from the sheet, leads from one column to the next."""
    header, *rows = part(counted("scottish-stv"), "Votes by stage")
    assert header[:4] == ("Candidate", "1", "±2", "2")
    for row in rows:
        numbers = [Fraction(cell.replace(",", "").replace("−", "-") or "0") for cell in row[1:]]
        for before, change, after in zip(numbers[::2], numbers[1::2], numbers[2::2], strict=False):
            assert before + change == after
    for column in range(1, len(header), 2):
        assert sum(Fraction(row[column].replace(",", "") or "0") for row in rows) == 40


def test_transfers_are_listed_with_their_value() -> None:
    header, *rows = part(counted("scottish-stv"), "Transfers")
    assert header == ("Stage", "From", "To", "Papers", "Value of each", "Votes")
    assert rows[0] == ("2", "Alesia", "Bohdan", "16", "0.125", "2")
    assert ("4", "Eryk", "no next preference", "5", "1", "5") in rows


def test_a_number_that_does_not_end_is_cut_off_and_the_sheet_says_so() -> None:
    stages = (
        Stage("first_preferences", (), {1: Fraction(2, 3)}),
        Stage("surplus", (1,), {1: Fraction(1, 3)}),
    )
    text = count_text(replace(ward(), stages=stages, ties=()), EN)
    assert "cut off after 5 digits" in text
    assert "0.66666" in text
    assert "−0.33333" in text


def test_a_record_that_says_what_nobody_knows_is_refused_when_it_is_shown() -> None:
    strange = replace(ward(), outcome=(Sentence("outcome.from_the_future"),))
    with pytest.raises(BadRecord, match="it says 'outcome'"):
        result_sheet(strange, EN)


def test_ties_and_the_lot_are_told() -> None:
    tied = replace(
        ward(),
        stages=(ward().stages[0]._replace(action="first_preferences"),),
        ties=(Tie(3, (2, 3), "exclude", "lot", (3, 2)),),
    )
    assert (
        "Tied (for exclusion): Bohdan and Ciara. The lot puts them in this order: Ciara, Bohdan."
        in count_text(tied, EN)
    )
    earlier = replace(tied, ties=(Tie(3, (2, 3), "exclude", "history", (3, 2), at=1),))
    assert "Stage 1 decides, in this order: Ciara, Bohdan." in count_text(earlier, EN)
    text = count_text(counted("scottish-stv"), EN)
    assert "Commitment to the lot" in text
    assert bytes(32).hex() in text


def test_what_was_set_aside_and_the_hash_are_told() -> None:
    count = counted("scottish-stv")
    text = count_text(count, EN)
    assert "2: several candidates share a rank" in text
    assert count.votes_hash in text


def test_a_table_of_a_rule_is_told() -> None:
    table = Table(Sentence("table.pairs"), ("A", "B"), (("x", Fraction(1, 3)), ("y", "")))
    assert part(replace(ward(), stages=(), ties=(), tables=(table,)), "Pairs") == [
        ("A", "B"),
        ("x", "0.33333…"),
        ("y", ""),
    ]


def test_fates_go_from_the_first_elected_to_the_first_excluded() -> None:
    found = fates(replace(counted("scottish-stv"), withdrawn=(4,)))
    assert [one.kind for one in found][:2] == [Kind.ELECTED, Kind.ELECTED]
    assert (found[-1].number, found[-1].kind) == (4, Kind.WITHDRAWN)
    stages = [one.stage for one in found if one.kind is Kind.EXCLUDED]
    assert stages == sorted(stages, key=lambda stage: -(stage or 0))


@given(
    st.lists(st.lists(st.text("ab", max_size=9), min_size=4, max_size=4), min_size=1, max_size=4),
    st.integers(1, 60),
)
def test_a_table_that_is_too_wide_is_broken_between_columns(rows: list[list[str]], width: int) -> None:
    grid = Grid(
        "title", ("name", "one", "two", "three"), tuple(map(tuple, rows)), frozenset({1, 3}), (1, 2, 3)
    )
    blocks = list(in_blocks(grid, width, 2))
    assert [column for block in blocks for column in block.columns[1:]] == ["one", "two", "three"]
    for block in blocks:
        assert block.columns[0] == "name"
        assert [row[0] for row in block.rows] == [row[0] for row in grid.rows]
        taken = sum(max(map(len, column)) + 2 for column in zip(block.columns, *block.rows, strict=True))
        assert taken <= width or len(block.columns) == 2


def test_a_table_that_must_not_be_broken_stays_whole() -> None:
    grid = Grid("title", ("name", "one"), (("x", "y"),))
    assert list(in_blocks(grid, 1, 2)) == [grid]


def test_names_are_listed_as_the_language_does() -> None:
    assert listed([], words_of(EN)) == ""
    assert listed(["A"], words_of(EN)) == "A"
    assert listed(["A", "B", "C"], words_of(EN)) == "A, B and C"
    assert listed(["A", "B", "C"], words_of(Language.PL)) == "A, B oraz C"


def test_no_name_breaks_a_line_or_turns_it_round() -> None:
    spoilt = replace(
        ward(),
        title="one\ntwo",
        candidates=(replace(ward().candidates[0], name="\u202eAna\x1b["), *ward().candidates[1:]),
    )
    text = count_text(spoilt, EN)
    assert text.startswith("one\N{REPLACEMENT CHARACTER}two\n")
    assert not {"\u202e", "\x1b"} & {*text}


def test_columns_of_text_stand_under_each_other_whatever_the_script() -> None:
    names = tuple(
        replace(one, name=name)
        for one, name in zip(ward().candidates, ("Ян", "山田", "e\u0301"), strict=True)
    )
    text = count_text(replace(ward(), candidates=names, stages=(), ties=()), EN)
    places = {
        one.name: next(re.finditer(r"(not )?elected", line)).start()
        for one in names
        for line in text.splitlines()
        if f"  {one.name} " in line
    }
    assert places == {"Ян": places["Ян"], "山田": places["Ян"] - 2, "e\u0301": places["Ян"] + 1}


@pytest.mark.parametrize("language", Language)
def test_every_setting_that_has_a_name_is_told_in_words(language: Language) -> None:
    """What the help of a rule lists as values, and every default: "made" says nothing to a court in Minsk."""
    words = words_of(language)
    for rule in RULES.values():
        for setting in rule.settings.values():
            named = [setting.default, *re.findall(r"\b([a-z]+-[a-z]+)\b", setting.values)]
            for value in named:
                assert value in words.texts["value"] or value.isdecimal(), (rule.id, value)


def test_a_setting_is_shown_as_it_was_typed_too() -> None:
    sheet = Sheet(counted("scottish-stv"), words_of(Language.PL))
    facts = sheet.settings()
    assert facts is not None
    assert facts.rows == (("przekazania, które nikogo nie wybierają", "tak, karty przechodzą dalej (made)"),)


def test_a_motion_has_answers_and_no_candidates() -> None:
    assert part(counted("yes-no"), "Result")[0] == ("No.", "Answer", "Votes")
    assert "Seats" not in count_text(counted("yes-no"), EN)
