"""Compact JSON, read strictly and written the same way (4.1).

Messages are hashed and signed as bytes, so a message has exactly one form: no white space, the fields of the
specification in its order, none twice, none unknown, whole numbers without sign tricks. A *shape* states that form once
and both reads and writes it; what it reads, it would write again, except for free text, where any JSON escape is
accepted because a name may be typed and escaped in several ways and is hashed as received.
"""

from __future__ import annotations

import dataclasses
import json
import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from .errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

# Possessive (++, *+): without that, matching remembers every step, a hundred bytes for each byte of a string.
_STRING = re.compile(rb'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_PLAIN = re.compile(rb'"([ !#-\[\]-~]*+)"')
_INTEGER = re.compile(rb"-?(?:0|[1-9][0-9]{0,17})(?![0-9.eE])")
_DEPTH = 30


class NotCanonical(ValueError):
    """Bytes that are not the one form of their message; `path` grows on the way out."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.path, self.detail = "", detail


class Source:
    """Bytes and a position in them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.position = data, 0

    def take(self, literal: bytes) -> bool:
        if not self.data.startswith(literal, self.position):
            return False
        self.position += len(literal)
        return True

    def expect(self, literal: bytes) -> None:
        if not self.take(literal):
            self.refuse(f"expected {literal.decode()!r}")

    def match(self, pattern: re.Pattern[bytes], meant: str) -> re.Match[bytes]:
        found = pattern.match(self.data, self.position)
        if found is None:
            self.refuse(f"expected {meant}")
        self.position = found.end()
        return found

    def refuse(self, detail: str) -> NoReturn:
        raise NotCanonical(f"{detail} at byte {self.position}")


class Shape(ABC, Generic[T]):
    """How one kind of value is written."""

    @abstractmethod
    def read(self, source: Source) -> T:
        """The value that stands at the source's position, which moves behind it. Raises `NotCanonical`."""

    def write(self, value: T) -> bytes:
        """The one form of this value. Some shapes are only read: they hold other people's messages against ours."""
        raise TypeError(f"{type(self).__name__} is only read, it cannot write {type(value).__name__}")

    def read_inside(self, source: Source, step: str) -> T:
        """Read a part; a refusal inside says which part."""
        try:
            return self.read(source)
        except NotCanonical as refusal:
            refusal.path = step + refusal.path
            raise


class Text(Shape[str]):
    """Free text, with any JSON escapes."""

    def read(self, source: Source) -> str:
        token = source.match(_STRING, "a string").group()
        try:
            value = json.loads(token)
            value.encode()  # half a surrogate pair is an escape without a character
        except ValueError:
            source.refuse("this string is not Unicode text")
        return str(value)

    def write(self, value: str) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()


class Embedded(Text):
    """A string that holds a message: written in exactly one way, as it is signed or hashed again after decoding."""

    def read(self, source: Source) -> str:
        start = source.position
        value = super().read(source)
        if self.write(value) != source.data[start : source.position]:
            source.refuse("this string has escapes that are not needed")
        return value


class Plain(Shape[bytes]):
    """Printable ASCII without escapes: elements, scalars, hashes. Their own rules are checked where their group is known."""

    def __init__(self, pattern: bytes = b"", meant: str = "a plain string") -> None:
        self.pattern, self.meant = re.compile(b'"(' + pattern + b')"') if pattern else _PLAIN, meant

    def read(self, source: Source) -> bytes:
        return source.match(self.pattern, self.meant).group(1)

    def write(self, value: bytes) -> bytes:
        return b'"' + value + b'"'


class Integer(Shape[int]):
    """A small whole number: no fraction, no exponent, no minus zero."""

    def read(self, source: Source) -> int:
        token = source.match(_INTEGER, "a whole number").group()
        if token == b"-0":
            source.refuse("minus zero is not a number here")
        return int(token)

    def write(self, value: int) -> bytes:
        return b"%d" % value


class Boolean(Shape[bool]):
    def read(self, source: Source) -> bool:
        if source.take(b"true"):
            return True
        source.expect(b"false")
        return False

    def write(self, value: bool) -> bytes:
        return b"true" if value else b"false"


class Weight(Shape[int]):
    """A weight: a JSON number up to 2^30 - 1, a JSON string in base 10 above (seen in releases 2.0 to 3.3)."""

    _LARGE = re.compile(rb'"([1-9][0-9]{9,99})"')

    def read(self, source: Source) -> int:
        start = source.position
        if source.data.startswith(b'"', start):
            value = int(source.match(self._LARGE, "a number above 2^30 - 1").group(1))
        else:
            value = Integer().read(source)
        if value < 0 or self.write(value) != source.data[start : source.position]:
            source.refuse("this weight is not written as weights are")
        return value

    def write(self, value: int) -> bytes:
        return b"%d" % value if value < 2**30 else b'"%d"' % value


class Anything(Shape[bytes]):
    """Any compact JSON value, kept as it stands; nested less than 30 deep, so that a message is no deeper than 32."""

    _ATOM = re.compile(
        rb"true|false|null|" + _INTEGER.pattern + rb"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
    )

    def read(self, source: Source) -> bytes:
        start = source.position
        self._skip(source, _DEPTH)
        return source.data[start : source.position]

    def _skip(self, source: Source, depth: int) -> None:
        if depth == 0:
            source.refuse("nested too deeply")
        if source.take(b"["):
            self._skip_members(source, depth, b"]", named=False)
        elif source.take(b"{"):
            self._skip_members(source, depth, b"}", named=True)
        elif source.data.startswith(b'"', source.position):
            Text().read(source)
        else:
            source.match(self._ATOM, "a value")

    def _skip_members(self, source: Source, depth: int, end: bytes, *, named: bool) -> None:
        if source.take(end):
            return
        names: set[str] = set()
        while True:
            if named:
                name = Text().read(source)
                if name in names:
                    source.refuse(f"the field {name!r} stands twice")
                names.add(name)
                source.expect(b":")
            self._skip(source, depth - 1)
            if source.take(end):
                return
            source.expect(b",")

    def write(self, value: bytes) -> bytes:
        return value


class ListOf(Shape[tuple[T, ...]]):
    def __init__(self, member: Shape[T]) -> None:
        self.member = member

    def read(self, source: Source) -> tuple[T, ...]:
        source.expect(b"[")
        members: list[T] = []
        while not source.take(b"]"):
            if members:
                source.expect(b",")
            members.append(self.member.read_inside(source, f"[{len(members)}]"))
        return tuple(members)

    def write(self, value: Sequence[T]) -> bytes:
        return b"[" + b",".join(self.member.write(member) for member in value) + b"]"


class Maybe(Shape[T | None]):
    """A field that may be absent (the specification's `?`)."""

    def __init__(self, inner: Shape[T]) -> None:
        self.inner = inner

    def read(self, source: Source) -> T | None:
        return self.inner.read(source)

    def write(self, value: T | None) -> bytes:
        return b"" if value is None else self.inner.write(value)


class Record(Shape[T]):
    """An object of JSON: fields in order, for the attributes of a dataclass in order."""

    def __init__(self, build: type[T], *fields: tuple[str, Shape[Any]]) -> None:
        self.build, self.fields = build, [(f'"{name}":'.encode(), name, shape) for name, shape in fields]
        self.attributes = [field.name for field in dataclasses.fields(build)]  # type: ignore[arg-type]

    def read(self, source: Source) -> T:
        source.expect(b"{")
        values: list[Any] = []
        comma = b""
        for key, name, shape in self.fields:
            if source.take(comma + key):
                values.append(shape.read_inside(source, f".{name}"))
                comma = b","
            elif isinstance(shape, Maybe):
                values.append(None)
            else:
                source.refuse(f"expected the field {name!r}")
        source.expect(b"}")
        return self.build(*values)

    def write(self, value: T) -> bytes:
        parts = [
            key + shape.write(part)
            for (key, _, shape), part in zip(self.fields, self._parts(value), strict=True)
            if part is not None
        ]
        return b"{" + b",".join(parts) + b"}"

    def _parts(self, value: T) -> list[Any]:
        return [getattr(value, attribute) for attribute in self.attributes]


def read(shape: Shape[T], data: bytes, object_: str) -> T:
    """The one value that `data` holds. Raises `VerificationError("json")` naming `object_` and the place inside."""
    source = Source(data)
    try:
        value = shape.read(source)
        if source.position != len(data):
            source.refuse("something stands after the end")
    except NotCanonical as refusal:
        where = refusal.path.removeprefix(".")
        raise VerificationError("json", f"{object_}: {where}" if where else object_, refusal.detail) from None
    return value
