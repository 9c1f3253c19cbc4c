"""Alterations that fit any field of a kind: each gives a name and the node to stand there instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vectors.make.groups import P25519, Ed25519, Field
from vectors.make.wire import Object, content, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.groups import Group
    from vectors.make.wire import Node

Alteration = tuple[str, "Node"]
OTHER_HASH = "00" * 31 + "ff"


def alterations(kind: str, node: Node, group: Group[Any]) -> Iterator[Alteration]:
    """Every alteration of a node of a kind, none of which leaves it as it was."""
    makers = {
        "object": _object,
        "array": _array,
        "int": _int,
        "weight": _int,
        "time": _time,
        "bool": _bool,
        "word": _word,
        "uuid": _uuid,
        "text": _text,
        "hash": _hash,
        "fingerprint": _fingerprint,
    }
    if kind == "element":
        made = element(node, group)
    elif kind == "scalar":
        made = scalar(node, group)
    elif kind in makers:
        made = makers[kind](node)
    else:
        made = iter(())
    for name, other in made:
        if other != node:
            yield name, other
    yield "null", "null"


def scalar(node: Node, group: Group[Any]) -> Iterator[Alteration]:
    """A number below the order, in base 10, as a string (4.2)."""
    number = int(content(node))
    yield "plus one", text(str((number + 1) % group.order))
    yield "plus the order", text(str(number + group.order))
    yield "leading zero", text(f"0{number}")
    yield "minus", text(f"-{number}")
    yield "minus the order", text(str(number - group.order))
    yield "plus sign", text(f"+{number}")
    yield "space", text(f" {number}")
    yield "underscore", text(f"{number}_0")
    yield "hexadecimal", text(f"{number:#x}")
    yield "empty", text("")
    yield "other digits", text(str(number).translate({48 + i: 0x660 + i for i in range(10)}))
    yield "escaped", f'"\\u00{ord(str(number)[0]):02x}{str(number)[1:]}"'
    yield "as number", str(number)
    yield "as array", [node]


def element(node: Node, group: Group[Any]) -> Iterator[Alteration]:
    """An element of the group (5)."""
    string = content(node)
    value = group.read(string)
    yield "another", text(group.write(group.mul(value, group.generator)))
    yield "neutral", text(group.write(group.one))
    for point, order in zip(group.small, ("two", "four", "eight"), strict=False):
        yield f"small order {order}", text(group.write(point))
        yield f"mixed order {order}", text(group.write(group.mul(value, point)))
    yield from _curve(string, group) if isinstance(group, Ed25519) else _field(int(string), group)
    yield "empty", text("")
    yield "leading zero", text(f"0{string}")
    yield "space", text(f"{string} ")
    yield "as array", [node]


def _curve(string: str, group: Ed25519) -> Iterator[Alteration]:
    """Strings that a careless reader takes for points."""
    yield "upper case", text(string.upper())
    yield "missing digit", text(string[1:] if string[0] == "0" else string[:-1])
    yield "prefix 0x", text("0x" + string[2:])
    yield "neutral not canonical", text(f"{P25519 + 1:064x}")
    yield "neutral with sign", text(f"{1 | 1 << 255:064x}")
    yield "not canonical", text(f"{P25519 + 3:064x}")
    yield "off the curve", text(f"{2:064x}")
    yield "as number", str(int(string, 16))
    turned = bytes.fromhex(string)[::-1].hex()
    if not group.contains(turned):  # one in sixteen is an element by chance
        yield "little-endian", text(turned)


def _field(number: int, group: Group[Any]) -> Iterator[Alteration]:
    """Numbers that are no members of the subgroup, or are written otherwise."""
    assert isinstance(group, Field), "the group has a modulus"
    yield "zero", text("0")
    yield "modulus", text(str(group.p))
    yield "plus the modulus", text(str(number + group.p))
    yield "negative", text(str(number - group.p))
    yield "plus sign", text(f"+{number}")
    yield "hexadecimal", text(f"{number:#x}")
    yield "as number", str(number)


def _object(node: Node) -> Iterator[Alteration]:
    assert isinstance(node, Object), "an object"
    if len(node) > 1:
        yield "fields reordered", Object([node[1], node[0], *node[2:]])
    yield "field twice", Object([node[0], *node])
    yield "unknown field", Object([*node, ("unknown", "1")])
    yield "as array", [value for _, value in node]
    for i, (name, _) in enumerate(node):
        yield f"without {name}", Object([*node[:i], *node[i + 1 :]])


def _array(node: Node) -> Iterator[Alteration]:
    assert isinstance(node, list), "an array"
    if len(node) > 1:
        yield "last dropped", list(node[:-1])
    if node:
        yield "last repeated", [*node, node[-1]]
        yield "first repeated", [node[0], *node]
        yield "emptied", []
    if len(node) > 1:
        yield "first two swapped", [node[1], node[0], *node[2:]]
    yield "as object", Object((str(i), value) for i, value in enumerate(node))


def _int(node: Node) -> Iterator[Alteration]:
    number = int(content(node))
    yield "plus one", str(number + 1)
    yield "minus one", str(number - 1)
    yield "minus ten", str(number - 10)
    yield "huge", str(number + 2**64)
    yield "as real", f"{number}.0"
    yield "with exponent", f"{number}e0"
    yield "leading zero", f"0{number}"
    yield "minus zero", "-0"
    yield "as string", text(str(number))
    yield "as boolean", "true"


def _time(node: Node) -> Iterator[Alteration]:
    yield "as real", f"{content(node)}.0"
    yield "as boolean", "true"
    yield "no number", text("now")


def _bool(node: Node) -> Iterator[Alteration]:
    yield "flipped", "false" if node == "true" else "true"
    yield "as number", "1"
    yield "as string", text(str(node))
    yield "capital", "True"


def _word(node: Node) -> Iterator[Alteration]:
    yield "unknown", text("Unknown")
    yield "lower case", text(content(node).lower())
    yield "escaped", f'"\\u00{ord(content(node)[0]):02x}{content(node)[1:]}"'
    yield "as number", "1"


def _uuid(node: Node) -> Iterator[Alteration]:
    string = content(node)
    yield "another", text(string[::-1])
    yield "short", text(string[:13])
    yield "no base 58", text("0" + string[1:])
    yield "escaped", f'"\\u00{ord(string[0]):02x}{string[1:]}"'
    yield "as number", "12345678901234"


def _text(node: Node) -> Iterator[Alteration]:
    yield "as number", "1"
    yield "as array", [node]
    yield "control character", f'"{content(node)}\t"'
    yield "unknown escape", f'"{content(node)}\\x41"'
    yield "half a surrogate", f'"{content(node)}\\ud83d"'
    yield "unclosed", f'"{content(node)}'


def _hash(node: Node) -> Iterator[Alteration]:
    string = content(node)
    yield "another", text(OTHER_HASH)
    yield "upper case", text(re.sub("[a-f]", lambda found: found[0].upper(), string, count=1))
    yield "short", text(string[:-1])
    yield "long", text(string + "0")
    yield "empty", text("")
    yield "escaped", f'"\\u00{ord(string[0]):02x}{string[1:]}"'
    yield "as number", "1"


def _fingerprint(node: Node) -> Iterator[Alteration]:
    string = content(node)
    yield "another", text("A" * 43)
    yield "padded", text(string + "=")
    yield "of the URL alphabet", text(string.replace("+", "-").replace("/", "_"))
    yield "last bits", text(string[:-1] + chr(ord(string[-1]) + 1))
    yield "short", text(string[:-1])
    yield "escaped", f'"\\u00{ord(string[0]):02x}{string[1:]}"'
    yield "as number", "1"
