"""JSON as it stands: a tree whose leaves are raw tokens, so that all that is not altered stays byte for byte.

A node is a token (`str`, such as `"12"` with its quotes, or `12`), an array (`list`) or an `Object`: a list of pairs, because
a bad message may name a field twice or in the wrong order. A path is a tuple of field names and indices.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+')


class Object(list["tuple[str, Node]"]):
    """The fields of an object in their order; names without quotes."""


Node: TypeAlias = "str | list[Node] | Object"
Path: TypeAlias = "tuple[str | int, ...]"


def text(value: str | int) -> str:
    """The token of a string or an integer."""
    return json.dumps(value, ensure_ascii=False)


def content(node: Node) -> str:
    """What stands between the quotes of a string token (for the strings of the protocol, which need no escapes)."""
    assert isinstance(node, str), "only a leaf has content"
    return node.strip('"')


def read(message: bytes) -> Node:
    """The tree of a message. Raises ValueError where it is not JSON."""
    tokens = TOKEN.findall(message.decode())
    node, end = _read(tokens, 0)
    if end != len(tokens) or write(node) != message:
        raise ValueError("the message is not compact JSON")
    return node


def _read(tokens: list[str], at: int) -> tuple[Node, int]:
    if tokens[at] not in ("[", "{"):
        return tokens[at], at + 1
    node: list[Node] | Object = Object() if tokens[at] == "{" else []
    closing = "}" if tokens[at] == "{" else "]"
    at += 1
    while tokens[at] != closing:
        if isinstance(node, Object):
            name, at = content(tokens[at]), at + 2
            value, at = _read(tokens, at)
            node.append((name, value))
        else:
            value, at = _read(tokens, at)
            node.append(value)
        at += tokens[at] == ","
    return node, at + 1


def write(node: Node) -> bytes:
    """The compact JSON of a tree."""
    return _write(node).encode()


def _write(node: Node) -> str:
    if isinstance(node, Object):
        return "{" + ",".join(f'"{name}":{_write(value)}' for name, value in node) + "}"
    if isinstance(node, list):
        return "[" + ",".join(map(_write, node)) + "]"
    return node


def get(node: Node, path: Path) -> Node:
    """The node at a path. Raises KeyError where an object has no such field."""
    for step in path:
        if isinstance(node, Object):
            fields = dict(node)
            node = fields[cast("str", step)]
        else:
            node = cast("list[Node]", node)[cast("int", step)]
    return node


def put(node: Node, path: Path, value: Node) -> Node:
    """A copy of the tree with another node at a path."""
    if not path:
        return copy.deepcopy(value)
    head, rest = path[0], path[1:]
    if isinstance(node, Object):
        return Object((name, put(old, rest, value) if name == head else old) for name, old in node)
    assert isinstance(node, list), "a leaf has no parts"
    return [put(old, rest, value) if i == head else old for i, old in enumerate(node)]


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node with its path, from the root down."""
    yield path, node
    if isinstance(node, Object):
        for name, value in node:
            yield from walk(value, (*path, name))
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from walk(value, (*path, i))


def shown(path: Path) -> str:
    """`answers[0].choices[2].alpha`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).lstrip(".")


def pattern(path: Path) -> str:
    """The path without its numbers, `answers[].choices[].alpha`: the name of a field of the protocol."""
    return re.sub(r"\[\d+\]", "[]", shown(path))
