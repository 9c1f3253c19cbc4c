"""The order of a speakers' list: by examples that can be read, and by properties that hold for every list."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from veche.assembly.orders import find
from veche.assembly.speaking import Asked, Habits, OrderKind, Quota, Why, moved, order

WOMEN = Quota("women", Fraction(1, 2))
HABITS = Habits(
    alternate=True,
    first_time_first=True,
    quotas=(WOMEN, Quota("sites", Fraction(1, 4))),
    order_kinds=(OrderKind("end", 2), OrderKind("rules", 1, interrupts=True)),
)


def women(id_: str, number: int, **more: object) -> Asked:
    return Asked(id_, number, groups=frozenset({"women"}), **more)  # type: ignore[arg-type]


def ids(places: object) -> str:
    return "".join(place.asked.id for place in places)  # type: ignore[attr-defined]


def test_as_they_asked_where_the_orders_say_nothing_else() -> None:
    asked = [Asked("c", 3, "pro"), Asked("a", 1, "pro"), Asked("b", 2, "contra")]
    places = order(asked, [], Habits())
    assert ids(places) == "abc"
    assert {place.why for place in places} == {Why.TURN}


def test_points_of_order_come_first_by_rank_and_say_whether_they_interrupt() -> None:
    asked = [
        Asked("a", 1),
        Asked("b", 2, "order", "end"),
        Asked("c", 3, "order", "rules"),
        Asked("d", 4, "order", "?"),
    ]
    places = order(asked, [], HABITS)
    assert ids(places) == "cbda"
    assert [(place.why, place.name, place.interrupts) for place in places[:2]] == [
        (Why.ORDER, "rules", True),
        (Why.ORDER, "end", False),
    ]
    assert places[3].before == {Why.ORDER: 3}


def test_pro_and_contra_alternate_and_the_neutral_keep_their_turn() -> None:
    asked = [
        Asked("a", 1, "pro"),
        Asked("b", 2, "pro"),
        Asked("n", 3),
        Asked("c", 4, "contra"),
        Asked("d", 5, "pro"),
    ]
    places = order(asked, [], Habits(alternate=True))
    assert ids(places) == "acbnd"
    assert places[1].why == Why.OTHER_SIDE


def test_the_side_that_spoke_last_is_remembered_across_the_neutral_and_points_of_order() -> None:
    made = [Asked("x", 1, "pro"), Asked("y", 2), Asked("z", 3, "order", "end")]
    places = order([Asked("a", 4, "pro"), Asked("b", 5, "contra")], made, Habits(alternate=True))
    assert ids(places) == "ba"


def test_who_has_not_spoken_comes_first() -> None:
    asked = [Asked("a", 1, spoken=1), Asked("b", 2)]
    places = order(asked, [], Habits(first_time_first=True))
    assert ids(places) == "ba"
    assert places[0].why == Why.FIRST_TIME
    assert ids(order(asked, [], Habits())) == "ab"


def test_a_quota_takes_every_second_place_as_long_as_somebody_of_the_group_waits() -> None:
    asked = [Asked("a", 1), Asked("b", 2), Asked("c", 3), Asked("d", 4), women("w", 5), women("v", 6)]
    places = order(asked, [], Habits(quotas=(WOMEN,)))
    assert ids(places) == "awbvcd"
    assert [place.why for place in places[:2]] == [Why.TURN, Why.QUOTA]
    assert places[1].name == "women"


def test_a_quota_that_was_missed_while_nobody_waited_takes_no_more_than_its_share_afterwards() -> None:
    made = [Asked(str(number), number) for number in range(1, 21)]
    asked = [Asked("a", 21), Asked("b", 22), women("w", 23), women("v", 24)]
    assert ids(order(asked, made, Habits(quotas=(WOMEN,)))) == "wavb"


def test_two_quotas_that_are_due_at_once_are_seen_in_time() -> None:
    """The last woman spoke second: she is due fourth, and so is a site. One of them must be third."""
    site = frozenset({"sites"})
    asked = [Asked("a", 1), Asked("b", 2), women("w", 3), women("v", 4), Asked("s", 5, groups=site)]
    assert ids(order(asked, [], HABITS)) == "awvsb"


def test_whom_the_chair_puts_somewhere_stays_there_while_the_list_moves_up() -> None:
    asked = [Asked("a", 1), Asked("b", 2), Asked("c", 3), Asked("d", 4)]
    put = moved(order(asked, [], Habits()), 0, "d", 2)
    assert put == {"d": 2}
    asked[3] = Asked("d", 4, moved=2)
    places = order(asked, [], Habits())
    assert ids(places) == "adbc"
    assert places[1].why == Why.CHAIR
    later = order(asked[1:], asked[:1], Habits())
    assert ids(later) == "dbc"


def test_the_chair_moves_again_and_the_first_move_gives_way() -> None:
    asked = [Asked("a", 1), Asked("b", 2), Asked("c", 3), Asked("d", 4, moved=2)]
    put = moved(order(asked, [], Habits()), 0, "c", 2)
    assert put == {"c": 2, "d": 3}
    again = [Asked("a", 1), Asked("b", 2), Asked("c", 3, moved=2), Asked("d", 4, moved=3)]
    assert ids(order(again, [], Habits())) == "acdb"


def test_a_place_behind_the_end_of_the_list_is_its_end() -> None:
    assert ids(order([Asked("a", 1, moved=9), Asked("b", 2)], [], Habits())) == "ba"


def test_times_for_a_first_and_a_later_contribution() -> None:
    habits = Habits(seconds=180, second_seconds=60)
    assert [habits.allowed(0, "pro"), habits.allowed(1, "pro"), habits.allowed(0, "order")] == [180, 60, 60]


def test_habits_are_read_from_standing_orders() -> None:
    habits = Habits.of(find("union").speaking)
    assert (habits.seconds, habits.second_seconds, habits.alternate, habits.first_time_first) == (
        180,
        120,
        True,
        True,
    )
    assert habits.quotas == (Quota("first_time", Fraction(1, 3)),)
    assert habits.kind("quorum") == OrderKind("quorum", 1, interrupts=True)


SIDES = st.sampled_from(["neutral", "pro", "contra", "order"])
GROUPS = st.frozensets(st.sampled_from(["women", "sites"]))
LISTS = st.lists(
    st.tuples(SIDES, GROUPS, st.integers(0, 2), st.sampled_from(["end", "rules"])), max_size=12
).map(
    lambda rows: [
        Asked(f"{number}", number, side, kind if side == "order" else "", groups, spoken)
        for number, (side, groups, spoken, kind) in enumerate(rows, 1)
    ]
)
ALL_HABITS = st.builds(
    Habits,
    alternate=st.booleans(),
    first_time_first=st.booleans(),
    quotas=st.sampled_from(
        [(), (WOMEN,), (WOMEN, Quota("sites", Fraction(1, 4))), (Quota("women", Fraction(2, 5)),)]
    ),
)


@given(LISTS, LISTS, ALL_HABITS, st.randoms(use_true_random=False))
def test_everybody_has_one_place_whatever_the_order_of_the_input(
    waiting: list[Asked], made: list[Asked], habits: Habits, random: object
) -> None:
    places = order(waiting, made, habits)
    assert sorted(place.asked.number for place in places) == [one.number for one in waiting]
    assert [place.number for place in places] == list(range(1, len(waiting) + 1))
    shuffled = list(waiting)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order(shuffled, made, habits) == places
    for place in places:
        assert sum((place.before or {}).values()) == place.number - 1


@given(LISTS, LISTS, ALL_HABITS)
def test_who_speaks_next_leaves_the_rest_in_their_order(
    waiting: list[Asked], made: list[Asked], habits: Habits
) -> None:
    """Nothing changes for those who wait when the first of the list has spoken."""
    places = order(waiting, made, habits)
    if places:
        rest = order([one for one in waiting if one != places[0].asked], [*made, places[0].asked], habits)
        assert ids(rest) == ids(places[1:])


@given(LISTS, LISTS, ALL_HABITS, st.booleans())
def test_a_newcomer_who_claims_nothing_comes_last_and_changes_nothing(
    waiting: list[Asked], made: list[Asked], habits: Habits, first: bool
) -> None:
    newcomer = Asked("new", 99, spoken=0 if first and not habits.first_time_first else 3)
    before, after = order(waiting, made, habits), order([*waiting, newcomer], made, habits)
    with_others = [place.asked for place in after if place.asked != newcomer]
    if not habits.quotas:
        assert ids(before) + "new" == ids(after)
    assert sorted(one.id for one in with_others) == sorted(place.asked.id for place in before)


@given(LISTS, LISTS, st.booleans(), SIDES)
def test_a_newcomer_never_changes_the_order_of_the_others_without_quotas(
    waiting: list[Asked], made: list[Asked], alternate: bool, side: str
) -> None:
    habits = Habits(alternate=alternate)
    newcomer = Asked("new", 99, side, "end" if side == "order" else "")
    before, after = order(waiting, made, habits), order([*waiting, newcomer], made, habits)
    assert ids(before) == ids(place for place in after if place.asked != newcomer)


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.sampled_from(["1/2", "1/3", "2/5", "3/4", "1/1"]))
def test_one_quota_holds_in_every_round_as_long_as_somebody_of_the_group_waits(
    flags: list[bool], share: str
) -> None:
    quota = Quota("women", Fraction(share))
    asked = [Asked(str(n), n, groups=frozenset({"women"} if flag else ())) for n, flag in enumerate(flags, 1)]
    places = order(asked, [], Habits(quotas=(quota,)))
    said = [bool(place.asked.groups) for place in places]
    needed, round_ = quota.share.numerator, quota.share.denominator
    last = max((n for n, one in enumerate(said, 1) if one), default=0)
    for end in range(round_, last + 1):  # up to the last of the group somebody of it waits
        assert sum(said[end - round_ : end]) >= needed


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["women", "sites", "both", ""]), max_size=30))
def test_two_quotas_hold_together_while_both_groups_wait(kinds: list[str]) -> None:
    groups = {"both": {"women", "sites"}, "": set()}
    quotas = (WOMEN, Quota("sites", Fraction(1, 4)))
    asked = [Asked(str(n), n, groups=frozenset(groups.get(kind, {kind}))) for n, kind in enumerate(kinds, 1)]
    said = [place.asked.groups for place in order(asked, [], Habits(quotas=quotas))]
    both_wait = min(
        (max((n for n, one in enumerate(said, 1) if quota.name in one), default=0) for quota in quotas),
        default=0,
    )
    for quota in quotas:
        round_ = quota.share.denominator
        for end in range(round_, both_wait + 1):
            assert sum(quota.name in one for one in said[end - round_ : end]) >= quota.share.numerator, said


@settings(max_examples=60)
@given(
    st.lists(st.tuples(SIDES.filter(lambda side: side != "order"), GROUPS), min_size=40, max_size=40),
    st.integers(0, 8),
)
def test_nobody_starves_however_many_others_keep_coming(
    stream: list[tuple[str, frozenset[str]]], ahead: int
) -> None:
    """Two quotas leave a quarter of the places free; alternating puts each back by one place at most."""
    habits = Habits(alternate=True, quotas=(WOMEN, Quota("sites", Fraction(1, 4))))
    waiting = [Asked(str(n), n, side, groups=groups) for n, (side, groups) in enumerate(stream[:ahead], 1)]
    waiting.append(Asked("poor", ahead + 1, "pro"))
    made: list[Asked] = []
    for n, (side, groups) in enumerate(stream[ahead:], ahead + 2):
        waiting.append(Asked(str(n), n, side, groups=groups))
        speaker = order(waiting, made, habits)[0].asked
        waiting.remove(speaker)
        made.append(speaker)
    places = {place.asked.id: place.number for place in order(waiting, made, habits)}
    spoke = next((n for n, one in enumerate(made, 1) if one.id == "poor"), None) or len(made) + places["poor"]
    assert spoke <= 8 * (ahead + 1)


def test_the_first_come_are_served_with_the_stream_that_hurts_most() -> None:
    """Women and sites without end, and everybody contra: the one without a group gets the free quarter."""
    habits = Habits(quotas=(WOMEN, Quota("sites", Fraction(1, 4))))
    groups = [frozenset({"women"}), frozenset({"sites"})]
    asked = [Asked("poor", 1), *(Asked(str(n), n, groups=groups[n % 2]) for n in range(2, 40))]
    assert ids(order(asked, [Asked("x", 0)] * 4, habits)[:4]).find("poor") >= 0
