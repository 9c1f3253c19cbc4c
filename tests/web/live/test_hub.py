"""One rendering for each change of a kind and language, sent to all who follow; what nobody follows is not looked at."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from veche.web.serving.live import hub as hubs
from veche.web.serving.live import stream as streams
from veche.web.serving.live.channel import Where, event
from veche.web.serving.live.hub import Hub
from veche.web.serving.live.stream import Stream
from veche.words import Language

HALL = uuid4()
PHONE = Where(HALL, "phone", Language.BE)


class Source:
    """An assembly of which the fragment is its kind, language and text."""

    def __init__(self) -> None:
        self.known: dict[UUID, int] = {HALL: 1}
        self.text = "first"
        self.rendered: Counter[Where] = Counter()
        self.asked: list[set[UUID]] = []
        self.fails = False

    def change(self, text: str) -> None:
        self.text = text
        self.known[HALL] += 1

    def pulses(self, assemblies: Collection[UUID]) -> Mapping[UUID, int]:
        self.asked.append(set(assemblies))
        return dict(self.known)

    def part(self, where: Where) -> str:
        self.rendered[where] += 1
        if self.fails:
            raise RuntimeError("a name")
        return f"<p>{where.kind} {where.language} {self.text}</p>"


class Phone:
    """Whoever follows: all that was sent, and whether it was hung up."""

    def __init__(self, hub: Hub, where: Where = PHONE, key: str = "", **changed: Any) -> None:
        self.got, self.taken, self.hung_up = bytearray(), asyncio.Event(), asyncio.Event()
        self.taken.set()
        self.ended = False
        self.stream = Stream(
            hub, where, key or str(id(self)), **{"seen": None, "may_look": lambda: True} | changed
        )
        self.task = asyncio.ensure_future(self.stream(self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.taken.wait()
        self.got += message["body"]
        self.ended = not message["more_body"]

    def events(self) -> list[str]:
        """Fragments, in their order."""
        found = [one for one in self.got.decode().split("\n\n") if one.startswith("id: ")]
        return [one.split("\n", 1)[1].removeprefix("data: ") for one in found]


async def until(true: Callable[[], bool], otherwise: str = "it did not come") -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(otherwise)


@asynccontextmanager
async def phones(hub: Hub, number: int, **changed: Any) -> Any:
    """They follow, and hang up at the end."""
    there = [Phone(hub, **changed) for _ in range(number)]
    await asyncio.sleep(0)
    try:
        yield there
    finally:
        for one in there:
            one.hung_up.set()
            one.taken.set()
        await asyncio.gather(*(one.task for one in there))


def played(story: Callable[[Source, Hub], Awaitable[None]]) -> None:
    """A story, told in a loop of its own."""

    async def tell() -> None:
        source = Source()
        await story(source, Hub(source))

    asyncio.run(tell())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "EVERY", 0.01)


def test_a_change_reaches_all_and_is_rendered_once() -> None:
    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 10) as there:
            await until(lambda: all(len(one.events()) == 1 for one in there))
            source.change("second")
            await until(lambda: all(len(one.events()) == 2 for one in there))
        assert {tuple(one.events()) for one in there} == {("<p>phone be first</p>", "<p>phone be second</p>")}
        assert source.rendered == {PHONE: 2}

    played(story)


def test_kinds_and_languages_and_assemblies_share_nothing() -> None:
    async def story(source: Source, hub: Hub) -> None:
        other = uuid4()
        source.known[other] = 1
        wanted = [
            Where(hall, kind, language)
            for hall in (HALL, other)
            for kind in ("phone", "desk")
            for language in (Language.BE, Language.PL)
        ]
        there = [Phone(hub, where) for where in wanted]
        await until(lambda: all(one.events() for one in there))
        for one in there:
            one.hung_up.set()
            where = one.stream.where
            assert one.events() == [f"<p>{where.kind} {where.language} first</p>"]
        await asyncio.gather(*(one.task for one in there))
        assert set(source.rendered.values()) == {1}

    played(story)


def test_what_the_page_shows_already_is_not_sent_again_nor_what_looks_the_same() -> None:
    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 2, seen=1) as there:
            await until(lambda: source.rendered[PHONE] == 1)
            source.known[HALL] += 1  # something changed, but nothing that is seen here
            await until(lambda: source.rendered[PHONE] == 2)
            source.change("other")
            await until(lambda: all(one.events() for one in there))
        assert [one.events() for one in there] == [["<p>phone be other</p>"]] * 2

    played(story)


def test_a_slow_reader_is_given_the_last_and_not_all() -> None:
    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 2) as (slow, quick):
            await until(lambda: bool(slow.events() and quick.events()))
            slow.taken.clear()
            for text in ("a", "b", "c"):
                source.change(text)
                await until(lambda text=text: f"<p>phone be {text}</p>" in quick.events())  # type: ignore[misc]
            slow.taken.set()
            await until(lambda: "<p>phone be c</p>" in slow.events())
        assert len(quick.events()) == 4
        assert slow.events()[1:] == ["<p>phone be a</p>", "<p>phone be c</p>"]  # one was on its way already

    played(story)


def test_it_ends_with_the_assembly() -> None:
    async def story(source: Source, hub: Hub) -> None:
        phone = Phone(hub)
        await until(lambda: bool(phone.events()))
        del source.known[HALL]
        await asyncio.wait_for(phone.task, 5)
        assert phone.ended
        assert phone.got.endswith(b"event: end\ndata:\n\n")

    played(story)


def test_whoever_may_no_longer_look_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "AGAIN", 0.01)
    monkeypatch.setattr(streams, "HEARTBEAT", 0.01)

    async def story(source: Source, hub: Hub) -> None:
        member = True
        phone = Phone(hub, may_look=lambda: member)
        await until(lambda: bool(phone.events()))
        member = False
        await asyncio.wait_for(phone.task, 5)
        source.change("not for them")
        assert phone.ended
        assert b"event: end" in phone.got
        assert b"not for them" not in phone.got

    played(story)


def test_a_silent_stream_is_kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.01)

    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 1) as (phone,):
            await until(lambda: phone.got.count(b":\n\n") > 2)
            assert len(phone.events()) == 1

    played(story)


def test_nobody_is_counted_any_more_when_all_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MOST", 3)
    monkeypatch.setattr(hubs, "MOST_EACH", 2)

    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 2, key="one phone"):
            assert not hub.has_room("one phone")
            assert hub.has_room("another")
            async with phones(hub, 1, key="another"):
                assert not hub.has_room("a third")
        assert hub.has_room("one phone")
        looked = len(source.asked)
        await asyncio.sleep(0.1)
        assert len(source.asked) <= looked + 1  # nothing is asked where nobody looks

    played(story)


def test_those_who_ask_in_the_same_moment_are_no_more_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them were told that there is room. The script of a page comes back by itself: nothing says that it ended."""
    monkeypatch.setattr(hubs, "MOST_EACH", 2)

    async def story(source: Source, hub: Hub) -> None:
        async with phones(hub, 5, key="one phone") as there:
            await until(lambda: sum(bool(one.events()) for one in there) == 2)
            late = [one for one in there if not one.events()]
            await asyncio.wait_for(asyncio.gather(*(one.task for one in late)), 5)
            assert [bytes(one.got) for one in late] == [b""] * 3

    played(story)


def test_what_cannot_be_rendered_names_nobody_and_keeps_no_other_from_being_shown(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hubs, "AFTER_FAILURE", 0.05)

    async def story(source: Source, hub: Hub) -> None:
        source.fails = True
        async with phones(hub, 1) as (phone,):
            await until(lambda: source.rendered[PHONE] == 1)
            source.fails = False
            await until(lambda: bool(phone.events()))

    with caplog.at_level(logging.ERROR):
        played(story)
    assert len(caplog.records) == 1
    assert "RuntimeError at " in caplog.text
    assert "a name" not in caplog.text


def test_an_event_holds_every_line() -> None:
    assert event(7, "<p>a\r\n\nb</p>\n") == b"id: 7\ndata: <p>a\ndata: \ndata: b</p>\n\n"
