"""Figures from an archive, and from several sources at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli.console import run

from veche.cli.decision_archive import tally
from veche.cli.decision_case import merged
from veche.election.questions import HomomorphicQuestion
from veche.rules import BadFigures, Figures


def question(*answers: str, blank: bool = False) -> HomomorphicQuestion:
    return HomomorphicQuestion(answers, blank, 0, 1, "Strike?")


def verified(weight: int, papers: int, voters: int) -> Any:
    return SimpleNamespace(total_weight=weight, checked={"tallied": papers, "voters": voters})


def test_answers_mean_what_their_words_say_in_whatever_order() -> None:
    figures = tally(question("Не", "Устрымліваюся", "Так"), [3, 2, 5], None, verified(10, 10, 20), "x")
    assert (figures.yes, figures.no, figures.abstain) == (5, 3, 2)
    assert (figures.roll, figures.returned, figures.spoiled, figures.blank) == (20, 10, 0, 0)


def test_what_is_stated_wins_over_the_words() -> None:
    figures = tally(question("Yes", "No"), [3, 2], "no,yes", verified(5, 5, 9), "x")
    assert (figures.yes, figures.no) == (2, 3)


def test_several_answers_may_mean_the_same() -> None:
    figures = tally(
        question("From May", "From June", "Never"), [3, 2, 4], "yes,yes,no", verified(9, 9, 9), "x"
    )
    assert (figures.yes, figures.no) == (5, 4)


def test_a_blank_vote_and_an_empty_one_are_blank() -> None:
    assert tally(question("Yes", "No", blank=True), [4, 3, 2], None, verified(9, 9, 9), "x").blank == 4
    assert tally(question("Yes", "No"), [3, 2], None, verified(9, 9, 9), "x").blank == 4
    assert tally(question("Yes", "No", blank=True), [4, 3, 2], None, verified(10, 10, 10), "x").blank == 5


def test_the_roll_is_not_known_where_votes_have_weights() -> None:
    assert tally(question("Yes", "No"), [30, 20], None, verified(50, 5, 9), "x").roll is None


@pytest.mark.parametrize("answers", ["yes", "yes,yes", "yes,no,abstain", "yes,maybe", "ja,nein", ""])
def test_answers_that_do_not_fit_are_refused(answers: str) -> None:
    with pytest.raises(BadFigures, match="say what each of its answers means"):
        tally(question("Ana", "Bo"), [3, 2], answers, verified(5, 5, 9), "x")


def test_an_option_fills_in_and_never_overrules() -> None:
    assert merged(Figures(yes=3), Figures(roll=9), "x") == Figures(yes=3, roll=9)
    assert merged(Figures("A", yes=0), Figures(yes=0), "x") == Figures("A", yes=0)
    with pytest.raises(BadFigures, match="yes is 0 there and 3 on the command line"):
        merged(Figures(yes=0), Figures(yes=3), "x")


def test_machines_get_the_decision_in_the_language_and_by_key(at: Callable[[str], Path]) -> None:
    command = "veche decide de-ig-metall --roll 5255 --returned 5046 --spoiled 13 --yes 4583 --no 450 --json"
    found = json.loads(run(f"{command} --language uk", at("empty")).stdout)
    assert found["outcome"] == "carried"
    assert found["figures"]["yes"] == 4583
    assert found["reasons"][0]["key"] == "reason.share"
    assert found["reasons"][0]["places"]["share"]["against"] == "0.75"
    assert found["reasons"][0]["text"].startswith(
        "Більшість: 4583 голоси «за», 87,2".replace("4583", "4\N{NO-BREAK SPACE}583")
    )


def test_json_of_a_small_unit_has_no_votes(at: Callable[[str], Path]) -> None:
    printed = run("veche decide plain-majority-of-votes --yes 7 --no 2 --json", at("empty")).stdout
    found = json.loads(printed)
    assert found["outcome"] == "carried"
    assert found["figures"] == {}
    assert "77" not in printed
