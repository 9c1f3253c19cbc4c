"""Papers drawn by lot: fair to papers, blind to clones, and to be repeated by anyone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import pytest
from counting.profiles import LOT, letters, named, ranked
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import Lot, count
from veche.counting.contest import Contest
from veche.counting.errors import TieNeedsLot
from veche.counting.families.drawn_papers import drawn, drawn_order
from veche.counting.families.pairwise import Pairwise
from veche.counting.reserved import Limit, Reserved
from veche.counting.ties import Ties

SEEDS = 400


def lots() -> Iterator[Lot]:
    for seed in range(SEEDS):
        yield Lot(hashlib.sha256(bytes([seed % 256, seed // 256])).digest())


def order(contest: Contest, lot: Lot | None) -> str:
    return named(contest, drawn_order(Pairwise.of(contest), Ties(contest, lot), contest.standing, "papers"))


def test_a_draw_is_the_hash_that_the_lot_documents() -> None:
    digest = hashlib.sha256(
        b"veche lot draw v1" + LOT.seed + bytes([0, 0, 0, 1]) + bytes([0, 0, 0, 7])
    ).digest()
    assert LOT.draw(1, 7, 1000) == int.from_bytes(digest, "big") % 1000


def test_papers_are_numbered_by_the_names_on_them() -> None:
    """Blank papers come first, then those whose first name is first in the alphabet."""
    contest = letters("BA", {"AB": 2, "BA": 3, "": 1})
    papers = [(), ((2,), (1,)), ((2,), (1,)), *[((1,), (2,))] * 3]
    for paper, turn in zip(drawn(contest, LOT), range(50), strict=False):
        assert paper == papers[LOT.draw(1, turn, 6)]


def test_equal_ranks_are_numbered_by_the_names_on_them_too() -> None:
    """The same papers with the candidates in another order are drawn in the same order."""
    papers = {"A=C>B": 1, "B>A": 1, "B>C": 1}
    for lot in list(lots())[:20]:
        assert order(ranked("ABC", papers), lot) == order(ranked("CBA", papers), lot)


def test_every_paper_has_the_same_chance() -> None:
    contest = letters("AB", {"AB": 3, "BA": 1})
    first = Counter(order(contest, lot) for lot in lots())
    assert 270 < first["AB"] < 330


def test_a_clone_has_no_second_ticket() -> None:
    """B against A, or against A1 and A2 whom everyone ranks side by side: half of all lots put B first."""
    contest = letters("ACB", {"ACB": 1, "CAB": 1, "BAC": 1, "BCA": 1})
    first = Counter(order(contest, lot)[0] for lot in lots())
    assert 170 < first["B"] < 230
    assert min(first["A"], first["C"]) > 70


def test_whom_no_paper_tells_apart_the_lot_itself_puts_in_order() -> None:
    contest = ranked("ABCD", {"A=B": 2, "A=B>C=D": 1})
    found = order(contest, LOT)
    assert found == "".join((*LOT.order(1, "AB"), *LOT.order(1, "CD")))
    assert order(ranked("AB", {}), LOT) == "".join(LOT.order(1, "AB"))


def test_without_a_lot_there_is_no_order() -> None:
    with pytest.raises(TieNeedsLot):
        order(letters("AB", {"AB": 1}), None)


@given(st.lists(st.permutations("ABCD"), min_size=1, max_size=6))
def test_the_order_is_that_of_some_paper_at_its_head(papers: list[list[str]]) -> None:
    texts = Counter("".join(paper) for paper in papers)
    assert order(letters("ABCD", texts), LOT) in texts


@pytest.mark.parametrize("rule", ["schulze", "ranked-pairs", "borda"])
def test_reserved_seats_take_the_best_placed_of_the_group(rule: str) -> None:
    women = Reserved((Limit("women", at_least=1),), {"women": frozenset({3, 4})})
    contest = letters("ABCD", {"ABCD": 5, "BACD": 4}, seats=2)
    assert named(contest, count(contest, rule, reserved=women).winners) == "AC"


@pytest.mark.parametrize("rule", ["schulze", "ranked-pairs"])
def test_reserved_seats_can_need_a_lot_for_any_place(rule: str) -> None:
    women = Reserved((Limit("women", at_least=1),), {"women": frozenset({3, 4})})
    contest = letters("ABCD", {"ABCD": 5, "BADC": 5}, seats=2)
    assert count(contest, rule).winners == (1, 2)
    with pytest.raises(TieNeedsLot):
        count(contest, rule, reserved=women)
    found = count(contest, rule, reserved=women, lot=LOT)
    assert named(contest, found.winners) in ("AC", "BD")
