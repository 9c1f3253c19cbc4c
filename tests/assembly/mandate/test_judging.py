"""The truth table of the package, line by line, and what must hold of every mandate."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.mandate import (
    Duty,
    IfAmended,
    Judgement,
    Kind,
    Mandate,
    Question,
    Verdict,
    Why,
    advise,
    hinders,
    judge,
    judge_together,
)

ANSWERS = ("yes", "no", "abstain")
SAME, CHANGED = Question(ANSWERS), Question(ANSWERS, changed=True)
TWO = Question(("yes", "no"), changed=True)
YES, NO, AWAY = (1, 0, 0), (0, 1, 0), (0, 0, 1)

FREE = Mandate(Kind.FREE)
NEVER = Mandate(Kind.BOUNDED, never=("no",))
LINES = Mandate(Kind.BOUNDED, never=("no",), lines=("Nothing below 8 %.",))


def told(rule: IfAmended, **more: tuple[str, ...]) -> Mandate:
    return Mandate(Kind.IMPERATIVE, vote="yes", if_amended=rule, **more)


BACK, FREED = told(IfAmended.REFER_BACK), told(IfAmended.FREE)
STAY, BOUNDS = told(IfAmended.ABSTAIN), told(IfAmended.BOUNDS)

TABLE = [
    (None, SAME, YES, Verdict.FREE, Why.NO_MANDATE),
    (None, SAME, None, Verdict.FREE, Why.NO_MANDATE),
    (FREE, SAME, None, Verdict.ABSENT, Why.ABSENT),
    (FREE, CHANGED, NO, Verdict.FREE, Why.FREE),
    (BACK, Question(ANSWERS, in_block=True), YES, Verdict.OPEN, Why.IN_BLOCK),
    (NEVER, SAME, None, Verdict.ABSENT, Why.ABSENT),
    (NEVER, SAME, NO, Verdict.BROKEN, Why.NEVER),
    (NEVER, CHANGED, YES, Verdict.KEPT, Why.WITHIN),
    (LINES, SAME, NO, Verdict.BROKEN, Why.NEVER),
    (LINES, SAME, YES, Verdict.OPEN, Why.LINES),
    (FREED, CHANGED, None, Verdict.ABSENT, Why.ABSENT),
    (FREED, CHANGED, NO, Verdict.FREE, Why.AMENDED_FREE),
    (STAY, CHANGED, AWAY, Verdict.KEPT, Why.ABSTAINED),
    (STAY, TWO, None, Verdict.KEPT, Why.NOT_VOTED),
    (STAY, CHANGED, None, Verdict.ABSENT, Why.ABSENT),
    (STAY, CHANGED, YES, Verdict.BROKEN, Why.NOT_ABSTAINED),
    (STAY, TWO, (1, 0), Verdict.BROKEN, Why.NOT_ABSTAINED),
    (BACK, CHANGED, None, Verdict.KEPT, Why.REFERRED_BACK),
    (BACK, CHANGED, AWAY, Verdict.KEPT, Why.ABSTAINED),
    (BACK, CHANGED, YES, Verdict.BROKEN, Why.NOT_REFERRED),
    (BOUNDS, CHANGED, YES, Verdict.OPEN, Why.AMENDED),
    (told(IfAmended.BOUNDS, never=("no",)), CHANGED, NO, Verdict.BROKEN, Why.NEVER),
    (told(IfAmended.BOUNDS, never=("no",)), CHANGED, AWAY, Verdict.KEPT, Why.WITHIN),
    (told(IfAmended.BOUNDS, never=("no",)), SAME, AWAY, Verdict.BROKEN, Why.OTHERWISE),
    (BACK, SAME, None, Verdict.ABSENT, Why.ABSENT),
    (BACK, Question(("A", "B")), (1, 0), Verdict.OPEN, Why.NO_SUCH_ANSWER),
    (BACK, SAME, YES, Verdict.KEPT, Why.AS_TOLD),
    (BACK, SAME, NO, Verdict.BROKEN, Why.OTHERWISE),
]  # fmt: skip


@pytest.mark.parametrize(("mandate", "question", "ballot", "verdict", "why"), TABLE)
def test_the_truth_table(
    mandate: Mandate | None, question: Question, ballot: tuple[int, ...] | None, verdict: Verdict, why: Why
) -> None:
    assert judge(mandate, question, ballot, 1) == Judgement(verdict, why)


def test_every_reason_stands_in_the_table() -> None:
    elsewhere = {Why.SPLIT, Why.NOT_SPLIT, Why.NOT_TOLD, Why.TOPIC}
    assert {line[4] for line in TABLE} | elsewhere == set(Why)


def test_a_vote_in_part_is_no_vote_as_told() -> None:
    assert judge(BACK, SAME, (2, 1, 0), 3).verdict is Verdict.BROKEN
    assert judge(BACK, SAME, (3, 0, 0), 3).verdict is Verdict.KEPT


def test_who_is_not_told_is_judged_by_people() -> None:
    for mandate in (BACK, NEVER):
        assert judge(mandate, SAME, None, 1, told=False) == Judgement(Verdict.OPEN, Why.NOT_TOLD)
    assert judge(FREE, SAME, None, 1, told=False).verdict is Verdict.FREE
    assert judge(None, SAME, None, 1, told=False).verdict is Verdict.FREE


def split(yes: int, no: int, away: int = 0) -> Mandate:
    return Mandate(Kind.IMPERATIVE, split=(("yes", yes), ("no", no), ("abstain", away)))


def verdicts(mandate: Mandate, ballots: list[tuple[int, ...] | None], weights: list[int]) -> list[Verdict]:
    return [one.verdict for one in judge_together(mandate, SAME, ballots, weights)]


def test_several_seats_carry_a_split_together() -> None:
    kept, broken, absent = Verdict.KEPT, Verdict.BROKEN, Verdict.ABSENT
    home = split(60, 40)
    assert verdicts(home, [YES, YES, NO], [1, 1, 1]) == [kept] * 3
    assert verdicts(home, [NO, YES, YES], [1, 1, 1]) == [kept] * 3  # in whatever order
    assert verdicts(home, [YES, None, NO], [1, 1, 1]) == [kept, absent, kept]
    assert verdicts(home, [YES, NO, NO], [1, 1, 1]) == [kept, broken, kept]  # the plan: yes, yes, no
    assert verdicts(home, [YES, YES, YES], [1, 1, 1]) == [kept, kept, broken]
    assert verdicts(home, [(3, 2, 0)], [5]) == [kept]
    assert verdicts(home, [(2, 3, 0)], [5]) == [broken]


def test_abstentions_at_home_are_left_out_where_one_cannot_abstain() -> None:
    question = Question(("yes", "no"))
    assert judge(split(3, 1, 96), question, (3, 1), 4).verdict is Verdict.KEPT
    assert judge(split(0, 0, 96), question, (3, 1), 4).why is Why.NO_SUCH_ANSWER
    assert judge(split(0, 0, 96), SAME, (0, 0, 4), 4).verdict is Verdict.KEPT


def test_a_split_of_an_amended_text_goes_by_its_rule() -> None:
    assert judge(split(60, 40), CHANGED, (3, 2, 0), 5).why is Why.NOT_REFERRED


MANDATES = st.one_of(
    st.just(FREE),
    st.builds(
        Mandate,
        st.just(Kind.BOUNDED),
        never=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2, unique=True).map(tuple),
        lines=st.sampled_from([(), ("a line",)]),
    ),
    st.builds(
        Mandate,
        st.just(Kind.IMPERATIVE),
        vote=st.sampled_from([*ANSWERS, "elsewhere"]),
        never=st.sampled_from([(), ("no",)]),
        if_amended=st.sampled_from(IfAmended),
    ),
    st.builds(
        Mandate,
        st.just(Kind.IMPERATIVE),
        split=st.tuples(*(st.integers(0, 9) for _ in ANSWERS))
        .filter(any)
        .map(lambda votes: tuple(zip(ANSWERS, votes, strict=True))),
        if_amended=st.sampled_from(IfAmended),
    ),
)
QUESTIONS = st.builds(
    Question,
    st.sampled_from([ANSWERS, ANSWERS[:2], ("A", "B")]),
    changed=st.booleans(),
    in_block=st.booleans(),
)
WEIGHTS = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@given(MANDATES, QUESTIONS, WEIGHTS)
def test_who_does_as_advised_breaks_nothing(mandate: Mandate, question: Question, weights: list[int]) -> None:
    advice = [advise(mandate, question, weights, seat) for seat in range(len(weights))]
    cards = [one.card or None for one in advice]
    if advice[0].card:
        assert [sum(card or ()) for card in cards] == weights
        assert {one.verdict for one in judge_together(mandate, question, cards, weights)} == {Verdict.KEPT}
    elif advice[0].duty in (Duty.ABSTAIN, Duty.REFER_BACK):  # one cannot abstain here: then by no vote
        assert {one.verdict for one in judge_together(mandate, question, cards, weights)} == {Verdict.KEPT}


@given(MANDATES, QUESTIONS, WEIGHTS, st.data())
def test_a_ballot_hinders_if_and_only_if_nothing_can_make_it_right(
    mandate: Mandate, question: Question, weights: list[int], data: st.DataObject
) -> None:
    """One seat is to vote, one other may have voted; a ballot hinders where every way of going on ends with a broken mandate here."""
    weights = weights[:2]
    places = len(question.answers)

    def every(weight: int) -> list[tuple[int, ...]]:
        return [card for card in product(range(weight + 1), repeat=places) if sum(card) == weight]

    ballot = data.draw(st.sampled_from(every(weights[0])))
    ends = [[ballot, other] for other in every(weights[1])] if len(weights) == 2 else [[ballot]]
    broken = [
        judge_together(mandate, question, list(end), weights)[0].verdict is Verdict.BROKEN for end in ends
    ]
    found = hinders(mandate, question, ballot, weights, 0)
    if found is None:
        assert not all(broken)
    else:
        assert found.verdict is Verdict.BROKEN
        kept_by_plan = mandate.split and ballot == advise(mandate, question, weights, 0).card
        assert all(broken) or kept_by_plan


@given(MANDATES, QUESTIONS, WEIGHTS, st.data())
def test_each_seat_has_one_judgement_whatever_the_others_do(
    mandate: Mandate, question: Question, weights: list[int], data: st.DataObject
) -> None:
    places = len(question.answers)
    ballots = [
        data.draw(
            st.one_of(
                st.none(),
                st.integers(0, places - 1).map(
                    lambda at, w=weight: tuple(w if n == at else 0 for n in range(places))
                ),
            )
        )
        for weight in weights
    ]
    found = judge_together(mandate, question, ballots, weights)
    assert len(found) == len(weights)
    for one, ballot in zip(found, ballots, strict=True):
        assert one.verdict is not Verdict.ABSENT or ballot is None


def test_the_cards_of_the_others_count() -> None:
    home = split(60, 40)
    assert hinders(home, SAME, NO, [1, 1, 1], 0) is None
    assert hinders(home, SAME, NO, [1, 1, 1], 1, [NO]) == Judgement(Verdict.BROKEN, Why.NOT_SPLIT)


def test_advice_tells_ties_and_bounds() -> None:
    advice = advise(split(1, 1), SAME, [3])
    assert (advice.duty, advice.card, advice.tied) == (Duty.SPLIT, (2, 1, 0), ("yes", "no"))
    assert advise(LINES, SAME).lines == ("Nothing below 8 %.",)
    assert advise(BOUNDS, CHANGED).duty is Duty.LOOK
    assert advise(BACK, CHANGED).card == AWAY
    assert advise(None, SAME).duty is Duty.FREE
