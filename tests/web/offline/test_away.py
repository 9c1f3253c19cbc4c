"""An assembly goes to a laptop, both go on, and what was done in both places comes together: with real tables on either side."""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from web.assemblies_making import make_assembly, make_officer, make_presence
from web.serving.servers import environment

from veche.web.assemblies.access import hall
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions import door
from veche.web.assemblies.actions.polls import Wanted, cast_open, decide, open_poll
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import (
    Assembly,
    Happening,
    Item,
    Officer,
    OpenBallot,
    Poll,
    Presence,
    Stage,
    Token,
)
from veche.web.bodies.models import Body, Membership
from veche.web.offline import access
from veche.web.offline.actions import bringing, taking
from veche.web.offline.models import Contradiction, Copy
from veche.web.offline.sealing import NotOurs, open_away
from veche.words import Language
from veche.words.wordlist import folded

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
YES, NO = (1, 0, 0), (0, 1, 0)


class Laptop:
    """In a process of its own, with a folder of its own."""

    def __init__(self, folder: Path, copy: Copy, words: str) -> None:
        file = folder / "assembly.copy"
        assert copy.file is not None
        file.write_bytes(bytes(copy.file))
        paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("laptop.py")), str(file)],
            env=environment(folder / "laptop", "") | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.codes = self._said(list(folded(words)))

    def do(self, *words: Any) -> Any:
        return self._said(words)

    def back(self) -> bytes:
        return base64.b64decode(self.do("back"))

    def _said(self, words: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(words), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    there: list[Laptop] = []

    def make(copy: Copy, words: str) -> Laptop:
        folder = tmp_path / str(len(there))
        folder.mkdir()
        there.append(Laptop(folder, copy, words))
        return there[-1]

    yield make
    for one in there:
        one.close()


@pytest.fixture
def assembly(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Assembly:
    """Open, with a chair."""
    body = make_body()
    found = make_assembly(body)
    make_officer(found, make_member(body, name="Chair"), "chair")
    return hall.assembly(found.pk)


def chair(assembly: Assembly) -> Viewer:
    fresh = hall.assembly(assembly.pk)
    return Viewer(fresh, officers=tuple(Officer.objects.filter(assembly=fresh)))


def put(assembly: Assembly) -> Poll:
    """A vote on phones."""
    wanted = Wanted("free", "hands", "Shall we?", ["yes", "no", "abstain"], rule="plain-majority-of-votes")
    return open_poll(chair(assembly), wanted)


def slips(assembly: Assembly, number: int) -> list[str]:
    return door.make_tokens(chair(assembly), number, secrets.token_bytes(16))


def take(assembly: Assembly, leads: bool = True) -> tuple[Copy, str]:
    return taking.take(chair(assembly), leads=leads, language=Language.EN)


def votes(poll: Poll) -> dict[str, list[int]]:
    return {str(one.presence_id): list(one.choice) for one in OpenBallot.objects.filter(poll=poll)}


def test_the_laptop_leads_and_everything_comes_back_once(
    assembly: Assembly, laptop: Callable[..., Laptop]
) -> None:
    before, after = slips(assembly, 2)
    there, _ = door.come_in(before)
    poll = put(assembly)
    cast_open(poll, there, YES)
    away = laptop(*take(assembly))
    with pytest.raises(Refused, match="away"):
        cast_open(poll, there, NO)
    again = away.do("come_in", before)
    assert again == str(there.pk)  # the same slip is the same phone
    late = away.do("come_in", after)
    assert away.do("vote", 1, late, NO)
    assert away.do("do", "decide", 1) == "decided"
    away.do("do", "close")
    file = away.back()
    brought = bringing.bring(chair(assembly), file)
    assert (brought.twice, brought.contradicting, brought.reopened) == (0, 0, [])
    poll.refresh_from_db()
    assembly.refresh_from_db()
    assert (poll.state, assembly.stage, assembly.away) == (Poll.State.DECIDED, Stage.CLOSED, None)
    assert poll.result["counts"] == [1, 1, 0]
    assert not OpenBallot.objects.filter(poll=poll).exists()  # of hands the number alone stays
    assert not Presence.objects.filter(assembly=assembly).exists()
    assert not Token.objects.filter(assembly=assembly).exists()
    numbers = list(
        Happening.objects.filter(assembly=assembly).order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    rows = access.rows(assembly)
    assert bringing.bring(chair(assembly), file).nothing
    assert access.rows(assembly) == rows


def test_who_voted_in_both_places_counts_once(assembly: Assembly, laptop: Callable[..., Laptop]) -> None:
    poll, (first, second) = put(assembly), slips(assembly, 2)
    there, _ = door.come_in(first)
    copy, words = take(assembly, leads=False)
    cast_open(poll, there, YES)
    away = laptop(copy, words)
    away.do("vote", 1, away.do("come_in", first), NO)
    away.do("vote", 1, away.do("come_in", second), NO)
    away.do("do", "decide", 1)
    brought = bringing.bring(chair(assembly), away.back())
    assert brought.twice == 1
    assert brought.reopened == [1]  # the laptop's result was added up without the vote that stands
    poll.refresh_from_db()
    assert poll.state == Poll.State.CLOSED
    assert sorted(votes(poll).values()) == [list(NO), list(YES)]
    assert votes(poll)[str(there.pk)] == list(YES)
    assert bringing.bring(chair(assembly), away.back()).twice == 0
    decide(chair(assembly), poll)
    poll.refresh_from_db()
    assert poll.result["counts"] == [1, 1, 0]


def test_what_both_changed_the_chair_decides(assembly: Assembly, laptop: Callable[..., Laptop]) -> None:
    copy, words = take(assembly)
    away = laptop(copy, words)
    away.do("do", "title", "There")
    taking.give_up(chair(assembly), copy.pk)
    Item.objects.update(title="Here")
    brought = bringing.bring(chair(assembly), away.back())
    assert (brought.contradicting, Item.objects.get().title) == (1, "Here")
    (found,) = access.contradictions(assembly)
    away.do("do", "title", "There again")
    assert bringing.bring(chair(assembly), away.back()).contradicting == 1
    (found,) = access.contradictions(assembly)
    bringing.decide(chair(assembly), found.pk, "there")
    assert Item.objects.get().title == "There again"
    assert not access.contradictions(assembly)
    assert Contradiction.objects.get().decided == "there"


def test_a_copy_before_the_opening(
    assembly: Assembly, laptop: Callable[..., Laptop], make_member: Callable[..., Membership]
) -> None:
    Assembly.objects.update(stage=Stage.CALLED, roll_size=None, item=None)
    for _ in range(5):
        make_member(assembly.body)
    away = laptop(*take(assembly))
    away.do("do", "open_")
    bringing.bring(chair(assembly), away.back())
    assembly.refresh_from_db()
    assert (assembly.stage, assembly.roll_size) == (Stage.OPEN, 7)  # with founder and chair


def test_a_copy_holds_nobody_but_officers(assembly: Assembly, make_member: Callable[..., Membership]) -> None:
    make_member(assembly.body, name="Canary")
    make_presence(assembly)
    copy, words = take(assembly)
    assert copy.file is not None
    document = open_away(bytes(copy.file), folded(words))
    text = json.dumps(document)
    assert "Canary" not in text
    assert "Founder" not in text
    assert "Chair" in text
    assert all("found_by" not in row for row in document["tables"]["assemblies.presence"].values())
    with pytest.raises(NotOurs):
        open_away(bytes(copy.file), ("other",) * 7)
    with pytest.raises(NotOurs):
        open_away(bytes(copy.file)[:-1] + b"x", folded(words))


def test_others_take_and_bring_nothing(
    assembly: Assembly, laptop: Callable[..., Laptop], make_body: Callable[..., Body]
) -> None:
    copy, words = take(assembly)
    away, nobody = laptop(copy, words), Viewer(assembly)
    file = away.back()
    with pytest.raises(PermissionDenied):
        bringing.bring(nobody, file)
    with pytest.raises(NotOurs):
        bringing.bring(chair(assembly), file[:-1] + b"x")
    with pytest.raises(NotOurs):
        bringing.bring(chair(assembly), b"something else")
    other = make_assembly(make_body())
    with pytest.raises(NotOurs):
        bringing.bring(Viewer(other, calls=True), file)
    bringing.bring(chair(assembly), file)
    with pytest.raises(PermissionDenied):
        taking.take(nobody, leads=True, language=Language.EN)
