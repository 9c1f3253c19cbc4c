"""What both places changed is told in words, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.assemblies_making import make_assembly

from veche.web.bodies.models import Body
from veche.web.house.language import Voice
from veche.web.offline.models import Contradiction
from veche.web.offline.tables import TABLES
from veche.web.offline.views.contradictions import NAMED, Difference, shown
from veche.words import Language

VOICE = Voice(Language.EN)


def differing(table: str, here: dict[str, Any], there: dict[str, Any]) -> list[Difference]:
    return shown(Contradiction(table=table, here=here, there=there), VOICE).differences


@pytest.mark.parametrize(
    ("table", "name", "here", "there", "said"),
    [
        ("assemblies.item", "title", "Wages", "Pay", ("Wages", "Pay")),
        ("assemblies.item", "done", True, False, ("Yes", "No")),
        ("assemblies.item", "minutes", None, 5, ("Nothing", "5")),
        ("assemblies.assembly", "stage", "paused", "closed", ("There is a break", "It is over")),
        ("assemblies.assembly", "begins", "2026-12-01T10:00:00+00:00", None, ("2026-12-01 10:00", "Nothing")),
        ("assemblies.officer", "duty", "chair", "teller", ("Chair", "Teller")),
        ("assemblies.poll", "state", "open", "decided", ("Open", "Decided")),
        ("motions.demand", "stage", "raised", "talks", ("Raised", "Talks are going on")),
    ],
)
def test_a_difference_is_said(
    table: str, name: str, here: object, there: object, said: tuple[str, str]
) -> None:
    assert differing(table, {name: here}, {name: there}) == [Difference(f"offline:column.{name}", *said)]


def test_numbers_stand_beside_their_answers() -> None:
    answers = ["yes", "no", "Anna"]
    (found,) = differing(
        "assemblies.poll",
        {"answers": answers, "result": {"counts": [1, 2, 0]}},
        {"answers": answers, "result": {}},
    )
    assert found[1:] == ("Yes: 1; No: 2; Anna: 0", "Nothing")


@pytest.mark.django_db
def test_what_is_pointed_at_has_its_title(make_body: Callable[..., Body]) -> None:
    item = make_assembly(make_body()).item
    assert item is not None
    (found,) = differing("assemblies.assembly", {"item_id": str(item.pk)}, {"item_id": None})
    assert found[1:] == (item.title, "Nothing")


def test_what_has_no_word_is_one_line() -> None:
    found = differing("motions.motion", {"x": 1, "y": 1, "title": "a"}, {"x": 2, "y": 2, "title": "b"})
    assert [one.name for one in found] == ["offline:column.title", "offline:column.other"]


def test_what_was_thrown_away_says_so() -> None:
    found = shown(Contradiction(table="assemblies.item", here={}, there={"title": "Wages"}), VOICE)
    assert (found.what, found.thrown_away, found.differences) == ("Wages", True, [])


def test_each_column_has_its_word() -> None:
    there = {field.attname for table in TABLES for field in table.fields}
    assert there >= NAMED
    for language in Language:
        for name in NAMED:
            assert Voice(language)(f"offline:column.{name}")
