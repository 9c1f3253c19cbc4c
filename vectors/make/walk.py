"""Every field of every message altered in every way that fits it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from vectors.make import fields, generic, rules, wire
from vectors.make.archive import Archive, entry
from vectors.make.bad import Bad, Base, object_name
from vectors.make.ballots import signed
from vectors.make.wire import Object, content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.wire import Node, Path

TOUCHES = ("plus one", "another")
"""What every place of a field is altered by; the last place of each field is altered in every way."""


def walk(base: Base, only: str = ".*") -> Iterator[Bad]:
    """All generic alterations of the messages of an election whose `message.field` fits `only`."""
    if re.match(only, "header."):
        yield from header(base)
    for at in places(base):
        step = base.archive.steps[at]
        for record in step.data:
            yield from message(base, at, record.kind, record.body, only)
        if re.match(only, "event."):
            yield from events(base, at)


def places(base: Base) -> list[int]:
    """The last step of each type, but the first ballot and the first decryption: what stands before costs time."""
    archive = base.archive
    wanted = {"Ballot": 0, "PartialDecryption": 0}
    types = dict.fromkeys(step.type for step in archive.steps)
    return [archive.places(type_)[wanted.get(type_, -1)] for type_ in types]


def header(base: Base) -> Iterator[Bad]:
    """The BELENIOS file."""
    start = base.archive.upto(1)
    for name, node, check in altered("header", wire.read(base.archive.head), base, ".*"):
        files = start.write()[512 * 2 :]
        head = wire.write(node)
        data = entry("BELENIOS", head, base.archive.mtime) + files
        yield base.bad(f"header.{name}", data, check, "header", f"The header: {name}.")


def message(base: Base, at: int, kind: str, body: bytes, only: str) -> Iterator[Bad]:
    """One message."""
    object_ = object_name(base.archive, at, kind)
    for name, node, check in altered(kind, wire.read(body), base, only):
        data = wire.write(node)
        if kind == "ballot" and not name.startswith("signature"):
            data = resigned(base, node, name)
        archive = base.archive.upto(at + 1).with_record(at, kind, data)
        named = (
            "election" if check == "election.public_key" else object_
        )  # other trustees, and it is not their product
        yield base.bad(f"{object_}.{name}", archive, check, named, f"{object_}: {name}.")


def events(base: Base, at: int) -> Iterator[Bad]:
    """The event of a step."""
    body = [record for record in base.archive.upto(at + 1).records() if record.kind == "event"][-1].body
    for name, node, check in altered("event", wire.read(body), base, ".*"):
        step = replace(base.archive.steps[at], event=wire.write(node))
        archive = base.archive.upto(at + 1).with_step(at, step)
        type_ = base.archive.steps[at].type
        yield base.bad(f"event-{type_}.{name}", archive, check, f"event {at}", f"The event {type_}: {name}.")


def altered(kind: str, tree: Node, base: Base, only: str) -> Iterator[tuple[str, Node, str]]:
    """(name, altered message, check) for every alteration that a rule expects to be refused."""
    nodes = [(p, n) for p, n in wire.walk(tree) if re.match(only, f"{kind}.{fields.name(kind, p)}")]
    last = {fields.name(kind, path): path for path, _ in nodes}
    for path, node in nodes:
        field = fields.name(kind, path)
        full = last[field] == path
        for name, check, other in _at(kind, path, node, base):
            if full or name in TOUCHES:
                yield f"{wire.shown(path)}.{name}".lstrip("."), wire.put(tree, path, other), check


def _at(kind: str, path: Path, node: Node, base: Base) -> Iterator[tuple[str, str, Node]]:
    sort = fields.kind(kind, path, node)
    if sort in ("nested", "public_credential", "any"):
        return
    for name, other in generic.alterations(sort, node, base.held.group):
        check = rules.expected(kind, fields.name(kind, path), sort, name)
        if check is not None:
            yield name, check, other


def resigned(base: Base, ballot: Node, seed: str) -> bytes:
    """A ballot signed again by its voter, as far as it still is one."""
    if not isinstance(ballot, Object) or "signature" not in dict(ballot):
        return wire.write(ballot)
    secret = voter(base, ballot)
    return wire.write(
        ballot if secret is None else signed(base.held.poll, ballot, secret, f"{base.name}|{seed}")
    )


def voter(base: Base, ballot: Object) -> int | None:
    """The secret of a ballot's credential, if its credential is one of this election."""
    public = dict(ballot).get("credential")
    return base.held.voters.get(content(public)) if isinstance(public, str) else None


def cut(archive: Archive, type_: str) -> Archive:
    """The archive up to the last event of a type."""
    return archive.upto(archive.places(type_)[-1] + 1)
