"""Votes that were really held, and two made up to tell bases apart: what the rule makes of the published numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from veche import rules
from veche.rules import Figures, Outcome, decide, find
from veche.words import Language, catalogue

ENGLISH = catalogue(Path(rules.__file__).parent / "words", Language.EN)


def said(decision: rules.Decision) -> list[str]:
    return [reason.sentence.say(ENGLISH).replace("\N{NO-BREAK SPACE}", " ") for reason in decision.reasons]


IG_METALL_2002 = Figures("Berlin and Brandenburg II", roll=5255, returned=5046, spoiled=13, yes=4583, no=450)


def test_ig_metall_2002_passes_three_quarters_of_its_members() -> None:
    decision = decide(find("de-ig-metall"), IG_METALL_2002)
    assert decision.outcome is Outcome.CARRIED
    assert said(decision) == [
        "Majority: 4,583 votes for, 87.2 % of the 5,255 entitled; at least three quarters was required: met"
    ]


def test_the_same_votes_are_other_shares_of_other_bases() -> None:
    shares = {
        "plain-three-quarters-of-papers": "90.8 % of the 5,046 papers returned",
        "plain-three-quarters-of-votes": "91.0 % of the 5,033 votes for or against",
    }
    for name, share in shares.items():
        assert share in said(decide(find(name), IG_METALL_2002))[-1]


RMT_2024 = {
    "Rostering": Figures(roll=704, returned=326, spoiled=0, yes=308, no=18, date=date(2024, 12, 12)),
    "Short of a strike": Figures(roll=704, returned=326, spoiled=2, yes=308, no=16, date=date(2024, 12, 12)),
}


@pytest.mark.parametrize("question", RMT_2024)
def test_rmt_2024_misses_the_turnout(question: str) -> None:
    decision = decide(find("gb", date(2024, 12, 12)), RMT_2024[question], variant="general")
    assert decision.outcome is Outcome.NO_QUORUM
    assert said(decision)[0] == (
        "Quorum: 326 papers returned, 46.3 % of the 704 entitled; at least half was required: not met"
    )


@pytest.mark.parametrize("question", RMT_2024)
def test_rmt_2024_carries_once_the_turnout_rule_is_gone(question: str) -> None:
    assert decide(find("gb-after-turnout-repeal"), RMT_2024[question]).outcome is Outcome.CARRIED


PCS_2018 = Figures(yes=50_726, no=8_528)
PCS_PAPERS = PCS_2018.yes + PCS_2018.no  # type: ignore[operator]
LEAST_ROLL, MOST_ROLL = PCS_PAPERS * 1000 // 416 - 340, PCS_PAPERS * 1000 // 416
"""Rolls of which the votes are 41.6 % when cut to one digit; the union published the percentage only."""


def test_pcs_2018_cannot_be_told_without_the_roll() -> None:
    decision = decide(find("gb-2017-03-01"), PCS_2018, variant="general")
    assert decision.outcome is Outcome.CANNOT_TELL
    assert decision.missing
    assert "not given" in said(decision)[0]


@pytest.mark.parametrize("roll", [LEAST_ROLL, MOST_ROLL])
def test_pcs_2018_misses_the_turnout_whatever_the_roll(roll: int) -> None:
    figures = Figures(roll=roll, returned=PCS_PAPERS, yes=PCS_2018.yes, no=PCS_2018.no)
    decision = decide(find("gb-2017-03-01"), figures, variant="general")
    assert "41.6 %" in said(decision)[0]
    assert decision.outcome is Outcome.NO_QUORUM


def test_poa_2011_says_no() -> None:
    figures = Figures(issued=14_334, returned=12_500, spoiled=110, yes=4_078, no=8_312)
    for name in ("plain-majority-of-papers", "plain-majority-of-votes"):
        assert decide(find(name), figures).outcome is Outcome.LOST


def test_the_unison_card_vote_of_2010_misses_two_thirds_by_less_than_a_hundredth() -> None:
    decision = decide(find("gb-unison-rule-change"), Figures(yes=718_273, no=373_801), secret=False)
    assert decision.outcome is Outcome.LOST
    assert "65.7 % of the 1,092,074" in said(decision)[0]


def test_belarus_counts_those_who_are_silent_as_against() -> None:
    figures = Figures(roll=100, present=60, returned=60, spoiled=5, yes=39, no=10, abstain=6)
    decision = decide(find("by-389"), figures, variant="meeting")
    assert decision.outcome is Outcome.LOST
    assert "39 votes for, 65.0 % of the 60 present" in said(decision)[1]
    assert decide(find("plain-two-thirds-of-votes"), figures).outcome is Outcome.CARRIED


def test_in_great_britain_half_of_the_papers_is_no_majority() -> None:
    figures = Figures(roll=100, returned=60, spoiled=6, yes=30, no=24)
    decision = decide(find("gb-2026-02-18"), figures)
    assert decision.outcome is Outcome.LOST
    assert "50.0 % of the 60 papers returned; more than half was required: not met" in said(decision)[1]
    assert decide(find("plain-majority-of-votes"), figures).outcome is Outcome.CARRIED


def test_nothing_is_rounded_at_the_threshold() -> None:
    """Two thirds of 1,092,074 is 728,049 and a third: the first whole number above carries, the one below does not."""
    rule = find("gb-unison-rule-change")
    total = 1_092_074
    for yes, outcome in ((728_050, Outcome.CARRIED), (728_049, Outcome.LOST)):
        assert decide(rule, Figures(yes=yes, no=total - yes), secret=False).outcome is outcome
