"""Yes or no: the numbers, and equality that is never decided by guessing."""

from __future__ import annotations

import pytest
from counting.profiles import contest, letters, totals

from veche.counting import count
from veche.counting.contest import Scores, Totals
from veche.counting.errors import CannotCount
from veche.words.sentence import Sentence


def test_a_motion_with_abstentions_and_blank_papers() -> None:
    result = count(totals({"Yes": 40, "No": 30, "Abstain": 12}, blank=3), "yes-no")
    assert (result.winners, result.valid, result.vacant) == ((1,), 85, 0)
    assert result.outcome == (
        Sentence("motion.more_yes", {"yes": 40, "no": 30}),
        Sentence("motion.not_judged"),
    )
    assert [row[1] for row in result.tables[0].rows] == [40, 30, 12, 3, 85]


def test_a_simple_majority_against() -> None:
    result = count(totals({"For": 10, "Against": 11}), "yes-no")
    assert (result.winners, result.outcome[0].key) == ((2,), "motion.more_no")


def test_whoever_gave_no_answer_left_the_paper_blank_whatever_it_is_called() -> None:
    motion = contest(("Yes", "No"), Totals((40, 30), total=80, blank=3))
    assert [row[1] for row in count(motion, "yes-no").tables[0].rows] == [40, 30, 0, 10, 80]


def test_answers_can_stand_in_any_order_and_all_others_abstain() -> None:
    motion = totals({"I do not know": 1, "No": 2, "Yes": 5, "I will not say": 7})
    result = count(motion, "yes-no", yes="3", no="2")
    assert (result.winners, result.tables[0].rows[2][1]) == ((3,), 8)


@pytest.mark.parametrize(
    ("equality", "winners", "key"),
    [
        ("lost", (2,), "motion.lost"),
        ("chair-yes", (1,), "motion.chair_yes"),
        ("chair-no", (2,), "motion.chair_no"),
    ],
)
def test_equality_is_decided_as_stated(equality: str, winners: tuple[int, ...], key: str) -> None:
    result = count(totals({"Yes": 7, "No": 7}), "yes-no", equality=equality)
    assert (result.winners, result.outcome[0].key) == (winners, key)
    assert result.method.settings["equality"] == equality


def test_equality_that_nobody_stated_is_not_decided() -> None:
    with pytest.raises(
        CannotCount, match="yes and no have 7 votes each: give equality=lost, chair-yes or chair-no"
    ):
        count(totals({"Yes": 7, "No": 7}), "yes-no")


def test_papers_that_rank_or_mark_are_counted_too() -> None:
    assert count(letters("YN", {"Y": 3, "NY": 2, "": 1}), "yes-no").tables[0].rows[3][1] == 1
    marked = contest(("Yes", "No"), Scores({(1, 0): 4, (0, 1): 5, (0, 0): 1}))
    assert count(marked, "yes-no").winners == (2,)
    both = contest(("Yes", "No"), Scores({(1, 1): 1}))
    with pytest.raises(CannotCount, match="a paper gives 2 in all, where the rule says at most 1"):
        count(both, "yes-no")
    aside = count(contest(("Yes", "No"), Scores({(1, 1): 1, (1, 0): 2})), "yes-no", overmarked="invalid")
    assert (aside.valid, aside.invalid, aside.tables[0].rows[-1][1]) == (2, {"overmarked_invalid": 1}, 2)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"yes": "4"}, "yes cannot be 4: choose the number of an answer, from 1 to 2"),
        ({"no": "1"}, "no cannot be 1: choose another answer than for yes"),
        ({"yes": "one"}, "yes cannot be one: choose a whole number from 1"),
        ({"equality": "maybe"}, "equality cannot be maybe"),
    ],
)
def test_settings_that_mean_nothing_are_refused(settings: dict[str, str], message: str) -> None:
    with pytest.raises(CannotCount, match=message):
        count(totals({"Yes": 7, "No": 8}), "yes-no", **settings)
