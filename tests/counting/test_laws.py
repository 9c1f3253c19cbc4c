"""Laws of every rule that transfers no votes, on contests that Hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext, suppress
from dataclasses import replace

import pytest
from counting.profiles import LOT, lists, named, raised, rankings, renumbered, scored
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import RULES, Count, Lot, count
from veche.counting.contest import Contest
from veche.counting.errors import TieNeedsLot
from veche.counting.papers import Rankings
from veche.counting.record_json import count_from_json, count_json
from veche.counting.showing.result_sheet import result_sheet, words_of
from veche.words import Language

RANKING = ("plurality", "borda", "schulze", "ranked-pairs")
SCORING = ("approval", "majority-judgment", "equal-shares")
LISTS = ("dhondt", "sainte-lague")
OURS = {rule: rankings(equal=False) for rule in RANKING}
OURS |= {rule: scored() for rule in SCORING} | {rule: lists() for rule in LISTS}
OURS |= {"block": scored().map(lambda one: replace(one, seats=len(one.candidates)))}
OURS |= {"cumulative": scored(highest=3)}
SETTINGS = {"cumulative": {"points": "15"}}
RULES_AND_CONTESTS = st.sampled_from(sorted(OURS)).flatmap(lambda rule: st.tuples(st.just(rule), OURS[rule]))


def counted(rule: str, contest: Contest, lot: Lot | None = LOT) -> Count:
    return count(contest, rule, lot=lot, **SETTINGS.get(rule, {}))


@given(RULES_AND_CONTESTS, st.randoms())
def test_renumbering_candidates_changes_nothing(drawn: tuple[str, Contest], random: st.DataObject) -> None:
    """Not even who wins by lot: lots go by names, and papers are drawn in the order of the names on them."""
    rule, contest = drawn
    order = list(contest.standing)
    random.shuffle(order)  # type: ignore[attr-defined]
    before, other = counted(rule, contest), renumbered(contest, order)
    after = counted(rule, other)
    assert Counter(named(contest, before.winners)) == Counter(named(other, after.winners))
    assert len(before.ties) == len(after.ties)
    votes = [{contest.name(one): value for one, value in stage.standing.items()} for stage in before.stages]
    assert sorted(map(sorted, map(dict.items, votes))) == sorted(
        sorted((other.name(one), value) for one, value in stage.standing.items()) for stage in after.stages
    )


@given(rankings(), st.sampled_from(("borda", "schulze", "ranked-pairs")), st.randoms())
def test_permuting_papers_changes_nothing(contest: Contest, rule: str, random: st.DataObject) -> None:
    assert isinstance(contest.ballots, Rankings)
    one_by_one = [(ranking, 1) for ranking, weight in contest.ballots for _ in range(weight)]
    random.shuffle(one_by_one)  # type: ignore[attr-defined]
    shuffled = replace(contest, ballots=Rankings.of(len(contest.candidates), one_by_one))
    assert counted(rule, shuffled) == counted(rule, contest)


@given(rankings(), st.sampled_from(("schulze", "ranked-pairs")))
def test_whoever_beats_everyone_wins(contest: Contest, rule: str) -> None:
    """And nobody wins whom everyone beats. No lot is needed for either."""
    assert isinstance(contest.ballots, Rankings)
    prefer, standing = contest.ballots.pairwise(), contest.standing
    beats = {one: sum(prefer[one][other] > prefer[other][one] for other in standing) for one in standing}
    loses = {one: sum(prefer[one][other] < prefer[other][one] for other in standing) for one in standing}
    for one in standing:
        if beats[one] == len(standing) - 1:
            assert counted(rule, replace(contest, seats=1), lot=None).winners == (one,)
        if loses[one] == len(standing) - 1:
            assert one not in counted(rule, replace(contest, seats=len(standing) - 1)).winners


@pytest.mark.parametrize("rule", RANKING)
@given(data=st.data())
def test_putting_the_winner_higher_harms_nobody_but_others(rule: str, data: st.DataObject) -> None:
    contest = replace(data.draw(rankings(equal=rule != "plurality")), seats=1)
    try:
        winners = counted(rule, contest, lot=None).winners
    except TieNeedsLot:
        return
    for better in raised(contest, winners[0]):
        # For ranked pairs the paper can make two pairs equal: then a lot decides, which has its own law.
        with suppress(TieNeedsLot) if rule == "ranked-pairs" else nullcontext():
            assert counted(rule, better, lot=None).winners == winners


@given(RULES_AND_CONTESTS)
def test_the_lot_is_only_asked_where_it_decides(drawn: tuple[str, Contest]) -> None:
    rule, contest = drawn
    found = counted(rule, contest)
    assert all(tie.by == "lot" for tie in found.ties)
    try:
        without = counted(rule, contest, lot=None)
    except TieNeedsLot as tie:
        first = found.ties[0]
        tied = (tie.stage, tie.candidates)
    else:
        assert replace(found, lot=None) == without
        return
    assert tied == (first.stage, first.candidates)


@given(RULES_AND_CONTESTS)
def test_seats_are_filled_once_and_the_rest_is_vacant(drawn: tuple[str, Contest]) -> None:
    rule, contest = drawn
    found = counted(rule, contest)
    assert len(found.winners) + found.vacant == contest.seats
    assert set(found.winners) <= set(contest.standing)
    if rule not in LISTS:
        assert len(set(found.winners)) == len(found.winners)


@given(RULES_AND_CONTESTS, st.data())
def test_whoever_withdrew_is_not_elected(drawn: tuple[str, Contest], data: st.DataObject) -> None:
    rule, contest = drawn
    gone = data.draw(st.sampled_from(contest.standing))
    found = counted(rule, contest.without(frozenset({gone})))
    assert gone not in found.winners
    assert found.withdrawn == (gone,)


@pytest.mark.parametrize("language", Language)
@given(drawn=RULES_AND_CONTESTS)
def test_every_record_can_be_read_in_every_language_and_by_machines(
    language: Language, drawn: tuple[str, Contest]
) -> None:
    rule, contest = drawn
    found = counted(rule, contest)
    assert result_sheet(found, language)
    assert count_from_json(count_json(found)) == found


@pytest.mark.parametrize("language", Language)
def test_every_rule_and_setting_has_a_name(language: Language) -> None:
    words = words_of(language)
    for rule in ("yes-no", *OURS):
        assert words.text(f"rule.{rule}")
        assert all(words.text(f"setting.{name}") for name in RULES[rule].settings)
