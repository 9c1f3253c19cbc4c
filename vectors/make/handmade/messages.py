"""Messages that are not compact JSON (4.1): the same few spoilings of the bytes of every message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vectors.make.bad import Bad, Base, object_name
from vectors.make.walk import places

if TYPE_CHECKING:
    from collections.abc import Iterator


def spoilings(body: bytes) -> Iterator[tuple[str, bytes]]:
    """A message spoiled in ways that forgiving readers forgive."""
    yield "space before", b" " + body
    yield "newline behind", body + b"\n"
    yield "space inside", body[:1] + b" " + body[1:]
    yield "byte order mark", b"\xef\xbb\xbf" + body
    yield "NUL behind", body + b"\0"
    yield "bracket more", body + body[-1:]
    yield "cut short", body[:-1]
    yield "cut in half", body[: len(body) // 2]
    yield "comma more", body[:-1] + b"," + body[-1:]
    yield "twice", body + body
    yield "empty", b""
    yield "null instead", b"null"
    yield "not UTF-8", body[:2] + b"\xff" + body[2:]
    yield "UTF-16", body.decode().encode("utf-16-le")
    yield "nested without end", b"[" * 20000
    yield "quotes", body.replace(b'"', b"'", 2)
    yield "comment", body[:1] + b"/**/" + body[1:]
    yield "NaN", b"NaN"


def vectors(base: Base) -> Iterator[Bad]:
    """Every message of the election, and its events."""
    for at in places(base):
        step = base.archive.steps[at]
        for record in step.data:
            object_ = object_name(base.archive, at, record.kind)
            for name, body in spoilings(record.body):
                if body != record.body:
                    archive = base.archive.upto(at + 1).with_record(at, record.kind, body)
                    yield base.bad(f"{object_}.bytes.{name}", archive, "json", object_, f"{object_}: {name}.")
        yield from events(base, at)


def events(base: Base, at: int) -> Iterator[Bad]:
    """The event of a step."""
    good = [record.body for record in base.archive.upto(at + 1).records() if record.kind == "event"][-1]
    type_ = base.archive.steps[at].type
    for name, spoiled in spoilings(good):
        body = spoiled[:500]  # no event is longer, and a bound of its own would refuse it first
        archive = base.archive.upto(at + 1).with_step(at, replace(base.archive.steps[at], event=body))
        yield base.bad(
            f"event-{type_}.bytes.{name}", archive, "json", f"event {at}", f"The event {type_}: {name}."
        )
