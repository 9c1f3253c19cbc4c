"""What whoever has the laptop could write into its file, and what the server makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from web.assemblies_making import make_assembly, make_officer, make_presence

from veche.web.assemblies.access import hall
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions.polls import Wanted, cast_open, close_poll, open_poll
from veche.web.assemblies.models import Assembly, Happening, Item, Officer, OpenBallot, Poll, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.offline import access
from veche.web.offline.actions import bringing, taking
from veche.web.offline.actions.taking_in import Brought
from veche.web.offline.models import Contradiction, Copy
from veche.web.offline.sealing import NotOurs, seal_for_back
from veche.words import Language

pytestmark = pytest.mark.django_db
Tables = dict[str, dict[str, dict[str, Any]]]
ELSEWHERE = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c19"
YES, NO = (1, 0, 0), (0, 1, 0)


@pytest.fixture
def assembly(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Assembly:
    body = make_body()
    found = make_assembly(body)
    make_officer(found, make_member(body, name="Chair"), "chair")
    return hall.assembly(found.pk)


def chair(assembly: Assembly) -> Viewer:
    fresh = hall.assembly(assembly.pk)
    return Viewer(fresh, officers=tuple(Officer.objects.filter(assembly=fresh)))


def put(assembly: Assembly) -> Poll:
    wanted = Wanted("free", "hands", "Shall we?", ["yes", "no", "abstain"], rule="plain-majority-of-votes")
    return open_poll(chair(assembly), wanted)


class Forger:
    """Whoever has the laptop: rows as they were taken, changed at will, sealed with the key of the copy."""

    def __init__(self, assembly: Assembly, leads: bool = False) -> None:
        self.assembly = assembly
        self.copy, _ = taking.take(chair(assembly), leads=leads, language=Language.EN)
        self.tables: Tables = json.loads(json.dumps(access.rows(assembly)))
        self.number = 0

    def rows(self, label: str) -> dict[str, dict[str, Any]]:
        return self.tables[label]

    def file(self) -> bytes:
        self.number += 1
        document = {"format": 1, "number": self.number, "tables": self.tables}
        return seal_for_back(document, self.copy.pk, bytes(Copy.objects.get(pk=self.copy.pk).key))

    def bring(self) -> Brought:
        return bringing.bring(chair(self.assembly), self.file())

    def is_refused(self) -> None:
        before = access.rows(self.assembly)
        with pytest.raises(NotOurs):
            self.bring()
        assert access.rows(self.assembly) == before


def decided(assembly: Assembly) -> Poll:
    """One for, nobody against; the vote stays, since a copy is out."""
    poll, (presence, _) = put(assembly), make_presence(assembly)
    cast_open(poll, presence, YES)
    return close_poll(chair(assembly), poll)


def test_what_was_over_stays_as_it_was(assembly: Assembly) -> None:
    taking.take(chair(assembly), leads=False, language=Language.EN)
    poll = decided(assembly)
    forger = Forger(assembly)
    ((key, vote),) = forger.rows("assemblies.openballot").items()
    vote["choice"] = list(NO)
    forger.rows("assemblies.openballot")[str(uuid4())] = vote | {"id": str(uuid4()), "presence_id": None}
    row = forger.rows("assemblies.poll")[str(poll.pk)]
    row["result"] = row["result"] | {"counts": [0, 9, 0], "outcome": "lost"}
    brought = forger.bring()
    assert (brought.votes, brought.changed, brought.reopened) == (0, 0, [])
    poll.refresh_from_db()
    assert poll.result["counts"] == [1, 0, 0]
    assert [list(one.choice) for one in OpenBallot.objects.filter(pk=key)] == [list(YES)]


def test_the_record_is_neither_changed_nor_torn(assembly: Assembly) -> None:
    put(assembly)
    forger = Forger(assembly)
    before = list(
        Happening.objects.filter(assembly=assembly).order_by("number").values("pk", "what", "number")
    )
    written = forger.rows("assemblies.happening")
    changed, *gone = list(written)
    written[changed]["what"] = "opened"
    written[changed]["places"] = {"number": 77}
    for key in gone:
        del written[key]
    forger.rows("assemblies.poll").clear()
    forger.bring()
    after = list(
        Happening.objects.filter(assembly=assembly).order_by("number").values("pk", "what", "number")
    )
    assert after[: len(before)] == before
    assert Poll.objects.filter(assembly=assembly).count() == 1


def test_what_comes_is_numbered_here(assembly: Assembly) -> None:
    forger = Forger(assembly)
    fresh = str(uuid4())
    forger.rows("assemblies.happening")[fresh] = {
        "id": fresh,
        "assembly_id": str(assembly.pk),
        "number": 2_000_000_000,
        "what": "paused",
        "places": {},
        "item_id": None,
        "poll_id": None,
        "at": datetime(2026, 11, 24, tzinfo=UTC).isoformat(),
    }
    forger.bring()
    numbers = list(
        Happening.objects.filter(assembly=assembly).order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))


def invented(forger: Forger, poll: Poll, choice: object) -> str:
    """A vote of a phone that nobody saw."""
    phone, vote = str(uuid4()), str(uuid4())
    known = next(iter(forger.rows("assemblies.presence").values()))
    forger.rows("assemblies.presence")[phone] = known | {"id": phone}
    forger.rows("assemblies.openballot")[vote] = {
        "id": vote,
        "poll_id": str(poll.pk),
        "presence_id": phone,
        "delegacy_id": None,
        "name": "",
        "weight": 1,
        "choice": choice,
        "typed": False,
    }
    return vote


def test_invented_votes_are_told_with_who_brought_them(assembly: Assembly) -> None:
    poll, _ = put(assembly), make_presence(assembly)
    forger = Forger(assembly)
    for _number in range(3):
        invented(forger, poll, list(NO))
    brought = forger.bring()
    assert (brought.votes, brought.phones) == (3, 3)
    written = Happening.objects.get(assembly=assembly, what="copy_brought")
    assert written.places == {
        "name": "Chair",
        "number": 1,
        "phones": 3,
        "votes": 3,
        "results": 0,
        "twice": 0,
    }


def test_a_result_is_what_the_votes_add_up_to(assembly: Assembly) -> None:
    """The laptop says that the vote was carried with nine votes, and has none."""
    poll, _ = put(assembly), make_presence(assembly)
    forger = Forger(assembly)
    row = forger.rows("assemblies.poll")[str(poll.pk)]
    row["state"] = "decided"
    row["result"] = {"counts": [9, 0, 0], "blank": 0, "spoiled": 0, "hidden": False, "outcome": "carried"}
    assert forger.bring().reopened == [poll.number]
    poll.refresh_from_db()
    assert (poll.state, poll.result) == (Poll.State.CLOSED, {"gone": 0})


@pytest.mark.parametrize(
    "choice", [[1, 0], [1, 0, 0, 0], [1, -1, 0], ["1", 0, 0], [True, 0, 0], {"yes": 1}, 1]
)
def test_a_vote_that_cannot_be_added_up_is_none(assembly: Assembly, choice: object) -> None:
    poll, _ = put(assembly), make_presence(assembly)
    forger = Forger(assembly)
    invented(forger, poll, choice)
    forger.is_refused()


@pytest.mark.parametrize(
    ("label", "column", "value"),
    [
        ("assemblies.item", "place", 2**70),
        ("assemblies.item", "place", -1),
        ("assemblies.item", "title", 7),
        ("assemblies.poll", "answers", {"yes": 1}),
        ("assemblies.poll", "weights", [1]),
        ("assemblies.poll", "state", "won"),
        ("assemblies.assembly", "begins", "soon"),
        ("assemblies.assembly", "body_id", ELSEWHERE),
        ("assemblies.officer", "membership_id", ELSEWHERE),
    ],
)
def test_rows_that_no_laptop_writes_are_refused(
    assembly: Assembly, label: str, column: str, value: object
) -> None:
    put(assembly)
    forger = Forger(assembly)
    for row in forger.rows(label).values():
        row[column] = value
    forger.is_refused()


def test_a_contradiction_points_to_nothing_of_others(
    assembly: Assembly, make_body: Callable[..., Body]
) -> None:
    """Not even when the chair takes it."""
    other, forger = make_assembly(make_body()), Forger(assembly)
    Item.objects.filter(assembly=assembly).update(title="Here")
    (row,) = forger.rows("assemblies.item").values()
    row["above_id"] = str(other.item_id)
    forger.is_refused()
    assert not Contradiction.objects.exists()


def test_what_is_needed_comes_back(assembly: Assembly) -> None:
    """A point was thrown away here; there something was put below it, and a vote was held on it."""
    point = Item.objects.create(assembly=assembly, title="Strike", place=2)
    forger = Forger(assembly)
    below = str(uuid4())
    row = forger.rows("assemblies.item")[str(point.pk)]
    forger.rows("assemblies.item")[below] = row | {"id": below, "above_id": str(point.pk), "title": "Fund"}
    point.delete()
    forger.bring()
    assert {one.title for one in Item.objects.filter(assembly=assembly)} >= {"Strike", "Fund"}


def test_a_vote_stays_although_its_phone_and_its_point_are_gone(assembly: Assembly) -> None:
    poll, (presence, _) = put(assembly), make_presence(assembly)
    forger = Forger(assembly)
    vote = invented(forger, poll, list(NO))
    forger.rows("assemblies.openballot")[vote]["presence_id"] = str(presence.pk)
    Presence.objects.all().delete()
    forger.bring()
    assert OpenBallot.objects.get(pk=vote).presence_id is None
    assert not Presence.objects.filter(
        pk=presence.pk
    ).exists()  # at the closing phones go, and do not come back


def test_a_copy_that_was_thrown_away_brings_nothing(assembly: Assembly) -> None:
    forger = Forger(assembly)
    poll, (presence, _) = put(assembly), make_presence(assembly)
    cast_open(poll, presence, YES)
    close_poll(chair(assembly), poll)
    assert OpenBallot.objects.exists()
    taking.throw_away(chair(assembly), forger.copy.pk)
    taking.throw_away(chair(assembly), forger.copy.pk)
    assert not OpenBallot.objects.exists()  # of hands the number alone stays, as nothing is waited for
    forger.is_refused()
    assert Happening.objects.get(what="copy_thrown_away").places == {"name": "Chair", "number": 1}


def test_the_copy_that_leads_is_not_thrown_away(assembly: Assembly) -> None:
    forger = Forger(assembly, leads=True)
    taking.throw_away(chair(assembly), forger.copy.pk)
    assert Copy.objects.get().state == Copy.State.OUT
    forger.bring()
    assert Copy.objects.get().state == Copy.State.BACK
