"""Linked contests: a chain as a union has it, and the files that state it."""

from __future__ import annotations

from pathlib import Path

import pytest
from counting.profiles import LOT, letters, ranked

from veche.counting.contest import Candidate, Contest
from veche.counting.errors import BadBallots, BadTerms, CannotCount, CannotReserve, TieNeedsLot
from veche.counting.linked import Holder, Link, Linked
from veche.counting.linked.file import read_linked
from veche.counting.record import Count
from veche.counting.reserved import Limit, Reserved
from veche.counting.reserved.file import read_reserved
from veche.counting.showing.result_sheet import result_sheet
from veche.words import Language, catalogue

WORDS = catalogue(Path(__file__).parents[2] / "src" / "veche" / "counting" / "words", Language.EN)
RON = "Re-open nominations"

ANN, BEA, CAL, DEE, EVA, FAY = "Ann Lee", "Bea Ito", "Cal Roy", "Dee Oak", "Eva Sun", "Fay Kim"


def vote(title: str, names: list[str], papers: dict[str, int], seats: int = 1) -> Contest:
    """Papers as "Ann Lee>Bea Ito"."""
    one = ranked(names, papers, seats)
    return Contest(title, one.candidates, seats, one.ballots)


def chain() -> list[Link]:
    trustee = vote("Trustee", [ANN, BEA, RON], {f"{ANN}>{BEA}": 6, BEA: 3, RON: 1})
    secretary = vote(
        "General secretary", [BEA, ANN, CAL, RON], {f"{ANN}>{CAL}": 5, f"{BEA}>{CAL}": 4, CAL: 3}
    )
    vice = vote("Vice-president", [CAL, DEE, EVA], {f"{CAL}>{EVA}": 7, DEE: 6, EVA: 1})
    north = vote(
        "Members for the north",
        [ANN, DEE, EVA, FAY, "Gus Orr"],
        {f"{ANN}>{DEE}": 9, f"{EVA}>Gus Orr": 8, "Gus Orr": 5, FAY: 2},
        2,
    )
    women = Reserved((Limit("women", 1),), {"women": frozenset({1, 2, 3, 4})})
    return [
        Link(trustee, "scottish-stv"),
        Link(secretary, "scottish-stv"),
        Link(vice, "ers97"),
        Link(north, "meek", women),
    ]


def told(found: Count) -> list[str]:
    return [note.say(WORDS) for note in found.notes]


def elected(counts: list[Count]) -> list[list[str]]:
    return [[count.candidates[number - 1].name for number in count.winners] for count in counts]


def test_whoever_is_elected_is_withdrawn_from_the_contests_after_it() -> None:
    counts = list(Linked(tuple(chain())).counts(LOT))
    assert elected(counts) == [[ANN], [CAL], [EVA], ["Gus Orr", DEE]]
    assert [count.withdrawn for count in counts] == [(), (2,), (1,), (1, 3)]
    assert told(counts[1]) == [f"{ANN} is withdrawn: elected in “Trustee”, which was counted before."]
    assert told(counts[3]) == [
        f"{ANN} is withdrawn: elected in “Trustee”, which was counted before.",
        f"{EVA} is withdrawn: elected in “Vice-president”, which was counted before.",
    ]


@pytest.mark.parametrize("language", Language)
def test_every_record_of_a_chain_can_be_shown(language: Language) -> None:
    linked = Linked(tuple(chain()), (Holder("President", FAY),), frozenset({RON}))
    for found in linked.counts(LOT):
        assert result_sheet(found, language)


def test_the_order_decides_which_office_somebody_gets() -> None:
    trustee, secretary, *_ = chain()
    assert elected(list(Linked((secretary, trustee)).counts(LOT))) == [[ANN], [BEA]]


def test_offices_that_are_held_withdraw_from_all() -> None:
    counts = list(Linked(tuple(chain()), (Holder("President", ANN), Holder("Treasurer", CAL))).counts(LOT))
    assert elected(counts)[:3] == [[BEA], [RON], [EVA]]
    assert told(counts[0]) == [f"{ANN} is withdrawn: already holds the office “President”."]
    assert counts[1].withdrawn == (1, 2, 3)


def test_a_name_that_is_no_person_stays() -> None:
    first = Link(vote("Trustee", [ANN, RON], {RON: 5, ANN: 1}), "scottish-stv")
    second = Link(vote("Treasurer", [BEA, RON], {RON: 5, BEA: 1}), "scottish-stv")
    assert elected(list(Linked((first, second), stays=frozenset({RON})).counts())) == [[RON], [RON]]
    assert elected(list(Linked((first, second)).counts())) == [[RON], [BEA]]


@pytest.mark.parametrize("other", ["ANN LEE", "Ann  Lee", "Ánn Lee", "Ann-Lee"])
def test_a_person_written_in_two_ways_is_refused(other: str) -> None:
    links = (Link(vote("A", [ANN, BEA], {ANN: 1}), "meek"), Link(vote("B", [other, CAL], {CAL: 1}), "meek"))
    with pytest.raises(CannotCount, match="may be the same person"):
        Linked(links).check()


@pytest.mark.parametrize(
    ("holders", "stays"), [((Holder("President", "Nobody"),), frozenset()), ((), frozenset({"RON"}))]
)
def test_a_name_that_stands_nowhere_is_refused(holders: tuple[Holder, ...], stays: frozenset[str]) -> None:
    with pytest.raises(CannotCount, match="stands in none of the contests"):
        Linked(tuple(chain()), holders, stays).check()


def test_reserved_seats_are_checked_before_anything_is_counted() -> None:
    *links, north = chain()
    too_many = Reserved((Limit("women", 2),), {"women": frozenset({2})})
    with pytest.raises(CannotReserve, match="women: at least 2"):
        list(Linked((*links, Link(north.contest, "meek", too_many))).counts(LOT))


def test_reserved_seats_can_become_impossible_by_an_earlier_election() -> None:
    first = Link(vote("Trustee", [ANN, BEA], {ANN: 5, BEA: 1}), "meek")
    women = Reserved((Limit("women", 1),), {"women": frozenset({1})})
    second = Link(vote("Council", [ANN, CAL, DEE], {ANN: 5, CAL: 1}, 2), "meek", women)
    counts = Linked((first, second)).counts(LOT)
    next(counts)
    with pytest.raises(CannotReserve, match="women: at least 1"):
        next(counts)


def test_ties_need_the_lot_that_all_contests_share() -> None:
    tied = Link(vote("A", [ANN, BEA], {ANN: 1, BEA: 1}), "meek")
    with pytest.raises(TieNeedsLot):
        list(Linked((tied,)).counts())
    assert next(iter(Linked((tied,)).counts(LOT))).lot == LOT.shown()


FILE = """
stays = ["Re-open nominations"]
[[holds]]
office = "President"
name = "Bea Ito"
[[contest]]
title = "Trustee"
file = "trustee.blt"
rule = "scottish-stv"
[[contest]]
file = "council.blt"
rule = "meek"
seats = 1
reserved = "women.toml"
overvote = "stop"
"""
TRUSTEE = '3 1\n5 1 2 0\n4 2 0\n1 3 0\n0\n"Ann Lee"\n"Bea Ito"\n"Re-open nominations"\n"Vote"\n'
COUNCIL = '3 2\n5 1 2 0\n4 2 3 0\n1 3 0\n0\n"Ann Lee"\n"Cal Roy"\n"Dee Oak"\n"Council"\n'
WOMEN = '[groups]\nwomen = ["Ann Lee", 3]\n[[limit]]\ngroup = "women"\nat_least = 1\n'


def folder(path: Path, linked: str = FILE, women: str = WOMEN) -> Path:
    for name, text in (
        ("trustee.blt", TRUSTEE),
        ("council.blt", COUNCIL),
        ("women.toml", women),
        ("all.toml", linked),
    ):
        (path / name).write_text(text, encoding="utf-8")
    return path / "all.toml"


def test_a_file_states_contests_terms_and_offices(tmp_path: Path) -> None:
    linked = read_linked(folder(tmp_path))
    assert linked.holders == (Holder("President", BEA),)
    counts = list(linked.counts(LOT))
    assert [count.title for count in counts] == ["Trustee", "Council"]
    assert elected(counts) == [[ANN], [DEE]]
    assert told(counts[1])[0] == "Seats were set to 1 by whoever ran the count; the file states 2."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[holds]]", "[[hold]]", 'all.toml: "hold" is not known here: use stays, holds, contest'),
        ('office = "President"', "office = 1", "all.toml, holds 1: office must be a text"),
        ('file = "council.blt"', "", "all.toml, contest 2: file must be a text, and is missing"),
        ("seats = 1", "seats = true", "all.toml, contest 2: seats must be a whole number"),
        (
            'overvote = "stop"',
            'overvote = "forgive"',
            'all.toml, contest 2: overvote is "forgive": choose one of',
        ),
        ('rule = "meek"', 'rule = "meek"\nsettings = {a = 1}', 'contest 2: the setting "a" must be a text'),
        ("stays = [", "stays = [1, ", "all.toml: stays must be a list of names"),
        ("stays = [", "stays = ", "all.toml: not a TOML file"),
        ("[[contest]]", "[[other]]", 'all.toml: "other" is not known here'),
    ],
)
def test_a_file_that_says_what_it_cannot_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FILE
    with pytest.raises(BadTerms) as caught:
        read_linked(folder(tmp_path, FILE.replace(old, new)))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WOMEN.replace('"Ann Lee"', '"Ann"'), 'the group "women" names "Ann", and no candidate is called so'),
        (WOMEN.replace("3]", "4]"), 'the group "women" names "4", and no candidate is called so'),
        (WOMEN.replace("3]", "1]"), 'the group "women" names "1" twice'),
        (WOMEN.replace("3]", "true]"), 'the group "women" names "True"'),
        (WOMEN.replace('["Ann Lee", 3]', '"Ann Lee"'), 'the group "women" must be a list'),
        (WOMEN.replace('group = "women"', 'group = "men"'), "names the group 'men', which is not defined"),
        (WOMEN.replace("at_least = 1", ""), "limit 1: state at_least or at_most"),
        (WOMEN.replace("at_least = 1", "at_least = -1"), "women: at least -1 cannot be kept"),
        (WOMEN.replace("at_least = 1", 'at_least = "1"'), "limit 1: at_least must be a whole number"),
        ('[groups]\na = ["Ann Lee"]\n', "it states no [[limit]]"),
        ("[[limit]]\n" * 65, "65 times limit: give at most 64"),
        ("limit = [1]", "limit 1 must be a table"),
        ("a = " + "[" * 5000, "not a TOML file"),
        ("#" * ((1 << 20) + 1), "longer than 1,048,576 bytes"),
        ("a = '\x00'", "not a TOML file"),
    ],
)
def test_reserved_seats_that_a_file_cannot_state_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "women.toml"
    path.write_text(text, encoding="utf-8")
    candidates = (Candidate(1, ANN), Candidate(2, CAL), Candidate(3, DEE))
    with pytest.raises(BadTerms) as caught:
        read_reserved(path, candidates)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_names_and_numbers_mean_the_same_candidates(tmp_path: Path) -> None:
    path = tmp_path / "women.toml"
    path.write_text(WOMEN, encoding="utf-8")
    found = read_reserved(path, (Candidate(1, ANN), Candidate(2, CAL), Candidate(3, DEE)))
    assert found == Reserved((Limit("women", 1),), {"women": frozenset({1, 3})})


def test_ballots_that_cannot_be_read_are_refused_with_their_file(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (tmp_path / "council.blt").write_text("3 2\n5 1 9 0\n", encoding="utf-8")
    with pytest.raises(BadBallots, match=r"council\.blt, line 2"):
        read_linked(path)


def test_nobody_is_left_to_elect() -> None:
    first = Link(letters("AB", {"A": 2, "B": 1}, 2), "meek")
    for rule in ("scottish-stv", "meek", "ers97"):
        *_, last = Linked((first, Link(letters("AB", {"AB": 1}, 1), rule))).counts(LOT)
        assert (last.winners, last.vacant) == ((), 1)
