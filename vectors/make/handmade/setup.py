"""Elections that ought not to begin (4.5 to 4.10): archives that end with the event Setup."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vectors.make import wire
from vectors.make.archive import Archive
from vectors.make.bad import Bad, Base
from vectors.make.trustees import public_key
from vectors.make.wire import text

if TYPE_CHECKING:
    from collections.abc import Iterator

# (name, question, check, what is wrong with it)
QUESTIONS: list[tuple[str, Any, str, str]] = [
    (
        "min over max",
        {"answers": ["a", "b"], "min": 2, "max": 1, "question": "?"},
        "election.questions",
        "min > max",
    ),
    (
        "max over answers",
        {"answers": ["a", "b"], "min": 0, "max": 3, "question": "?"},
        "election.questions",
        "max > 2",
    ),
    (
        "min negative",
        {"answers": ["a", "b"], "min": -1, "max": 1, "question": "?"},
        "election.questions",
        "min < 0",
    ),
    ("no answers", {"answers": [], "min": 0, "max": 0, "question": "?"}, "election.questions", "no answers"),
    (
        "no lists",
        {"type": "Lists", "value": {"answers": [], "question": "?"}},
        "election.questions",
        "no lists",
    ),
    (
        "list without name",
        {"type": "Lists", "value": {"answers": [["L", "a"], []], "question": "?"}},
        "election.questions",
        "a list without even a name",
    ),
    (
        "no answers to rank",
        {"type": "NonHomomorphic", "value": {"answers": [], "question": "?"}},
        "election.questions",
        "no answers",
    ),
    (
        "too many to rank",
        {"type": "NonHomomorphic", "value": {"answers": ["a"] * 31, "question": "?"}},
        "election.group",
        "31 numbers do not fit into a point",
    ),
    (
        "unknown type",
        {"type": "Ranked", "value": {"answers": ["a"], "question": "?"}},
        "json",
        "an unknown type",
    ),
]

# Written behind a credential: none of these is a weight.
NO_WEIGHTS = {
    "empty": "",
    "with a leading zero": "01",
    "with minus": "-1",
    "with plus": "+1",
    "real": "1.0",
    "behind a space": " 1",
    "before a space": "1 ",
    "double": "1,1",
    "a letter": "x",
    "with exponent": "1e3",
    "hexadecimal": "0x1",
    "in Arabic digits": "\u0661",
    "with underscore": "1_0",
}


def vectors(base: Base) -> Iterator[Bad]:
    """All of them, on an election with weights."""
    yield from questions(base)
    yield from roll(base)
    yield from keys(base)
    yield from hashes(base)


def begun(base: Base, name: str, kind: str, body: bytes, check: str, about: str) -> Bad:
    """The archive up to Setup with another message in it."""
    return base.bad(f"setup.{name}", base.archive.upto(1).with_record(0, kind, body), check, kind, about)


def questions(base: Base) -> Iterator[Bad]:
    """A question that cannot be."""
    election = json.loads(base.held.poll.message)
    for name, question, check, about in QUESTIONS:
        altered = dict(election, questions=[*election["questions"], question])
        body = json.dumps(altered, separators=(",", ":"), ensure_ascii=False).encode()
        yield begun(base, name, "election", body, check, f"The last question: {about}.")


def roll(base: Base) -> Iterator[Bad]:
    """Public credentials (4.8)."""
    lines = json.loads(base.archive.record(0, "public_credentials"))
    key, group = lines[-1].split(",")[0], base.held.group
    point = group.read(key)
    wrong = {
        f"weight {name}": (f"{key},{weight}", "credentials.format") for name, weight in NO_WEIGHTS.items()
    }
    wrong["weight in Arabic digits"] = (wrong["weight in Arabic digits"][0], "json")
    wrong |= {
        "semicolon": (f"{key};1", "group.element"),
        "nothing": ("", "group.element"),
        "weight alone": (",1", "group.element"),
        "upper case": (f"{key.upper()},1", "group.element"),
        "missing digit": (f"{key[:-1]},1", "group.element"),
        "small order": (f"{group.write(group.small[2])},1", "group.element"),
        "mixed order": (f"{group.write(group.mul(point, group.small[0]))},1", "group.element"),
        "not canonical": (f"{2**255 - 16:064x},1", "group.element"),
        "twice with another weight": (f"{lines[0].split(',')[0]},7", "credentials.duplicate"),
        "twice without weight": (lines[0].split(",")[0], "credentials.duplicate"),
    }
    for name, (line, check) in wrong.items():
        body = json.dumps([*lines[:-1], line], separators=(",", ":"), ensure_ascii=False).encode()
        yield begun(base, f"roll.{name}", "public_credentials", body, check, f"A line of the roll: {name}.")
    for name, line in (("number", "1"), ("pair", f'["{key}",1]'), ("null", "null")):
        body = b'["%b",%b]' % (lines[0].encode(), line.encode())
        yield begun(
            base, f"roll.{name}", "public_credentials", body, "json", f"A line of the roll is a {name}."
        )


def keys(base: Base) -> Iterator[Bad]:
    """The key of the election and those of mandatory trustees."""
    held, group = base.held, base.held.group
    trustees = wire.read(base.archive.record(0, "trustees"))
    election = wire.read(held.poll.message)
    first, second = held.secrets[1], held.secrets[2]
    for name, key in (
        ("only the first key", first),
        ("the second key twice", 2 * second),
        ("a key of its own", 77),
    ):
        body = wire.write(wire.put(election, ("public_key",), text(group.power(key))))
        about = f"The key of the election is {name}."
        yield begun(base, f"key.{name}", "election", body, "election.public_key", about)
    for order, point in zip((2, 4, 8), group.small, strict=True):
        item = public_key(group, first, twist=point)
        total = group.mul(group.exp(group.generator, first + second), point)
        archive = base.archive.upto(1)
        archive = archive.with_record(0, "trustees", wire.write(wire.put(trustees, (0, 1), item)))
        archive = with_key(archive, election, text(group.write(total)))
        about = f"A trustee's key is multiplied by a point of order {order}; its proof holds, and so does the product."
        # Which of the two is read first is not for the specification to say: only the election comes first in the archive.
        yield base.bad(f"setup.key.of mixed order {order}", archive, "group.element", "election", about)
        alone = base.archive.upto(1).with_record(0, "trustees", wire.write(wire.put(trustees, (0, 1), item)))
        about = f"A trustee's key is multiplied by a point of order {order}; its proof holds."
        yield base.bad(
            f"setup.key.of a trustee, mixed order {order}", alone, "group.element", "trustees", about
        )
    both = [wire.get(trustees, (0,)), wire.get(trustees, (1,))]
    stolen = wire.put(both, (1, 1, "pok"), wire.get(trustees, (0, 1, "pok")))
    about = "A trustee's proof of knowledge is that of another."
    yield begun(base, "key.stolen proof", "trustees", wire.write(stolen), "trustees.pok", about)


def with_key(archive: Archive, election: wire.Node, key: str) -> Archive:
    """The archive with another key of the election."""
    return archive.with_record(0, "election", wire.write(wire.put(election, ("public_key",), key)))


def hashes(base: Base) -> Iterator[Bad]:
    """The setup data name the right messages in the wrong places."""
    body = wire.read(base.archive.record(0, "setup_data"))
    for a, b in (("election", "trustees"), ("trustees", "credentials")):
        swapped = wire.put(wire.put(body, (a,), wire.get(body, (b,))), (b,), wire.get(body, (a,)))
        about = f"The hashes of {a} and {b} change places."
        yield begun(
            base, f"hashes of {a} and {b}", "setup_data", wire.write(swapped), "archive.payload", about
        )
    steps = base.archive.upto(1).steps
    note = replace(steps[0].data[0], kind="note", body=b'"a note"', was="")
    five = replace(steps[0], data=(*steps[0].data[:3], note, steps[0].data[3]))
    about = "A message stands where the certificate of credentials would, but the setup data do not name it."
    archive = replace(base.archive, steps=(five,))
    yield base.bad("setup.certificate not named", archive, "archive.payload", "setup_data", about)
