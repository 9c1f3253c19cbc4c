"""Compact JSON (4.1, 4.2): a reader that accepts one way of writing each message, and nothing else.

No white space, plain integers, no field twice. A string keeps a mark when it was written with escapes: only free text
may be. Whatever else a general JSON library forgives would give one message two hashes.
"""

from __future__ import annotations

import json
import re

from .refused import Refused

DEPTH = 32  # no message nests deeper than about ten

# possessive (++, *+), or matching would remember a hundred bytes for each escape
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
PLAIN = re.compile(r"[ -~]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")

# Any other number stands for this. Only the `extra` of a question, which is any JSON, may hold one (4.9).
ANOTHER_NUMBER = object()


class Escaped(str):
    """A string that was written with at least one escape; `token` is how it was written."""

    token: str


class Json:
    """A JSON value and the place where it stands, such as `answers[0].choices[2].alpha`."""

    __slots__ = ("value", "where")

    def __init__(self, value: object, where: str = "") -> None:
        self.value = value
        self.where = where

    def refuse(self, detail: str) -> Refused:
        return Refused("json", self.where, detail)

    def fields(self, *names: str) -> dict[str, Json]:
        """The fields of an object, which must be exactly `names` in this order; those with a `?` may be absent."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object is expected")
        expected = [name.lstrip("?") for name in names if name[0] != "?" or name[1:] in self.value]
        if list(self.value) != expected or any(isinstance(name, Escaped) for name in self.value):
            raise self.refuse(f"the fields must be {', '.join(names)}, in this order")
        dot = self.where and self.where + "."
        return {name: Json(value, dot + name) for name, value in self.value.items()}

    def member(self, name: str) -> Json:
        """One field of an object whose fields have been checked before."""
        if not isinstance(self.value, dict) or name not in self.value:
            raise self.refuse(f"the field {name} is missing")
        return Json(self.value[name], name)

    def items(self) -> list[Json]:
        """The items of an array."""
        if not isinstance(self.value, list):
            raise self.refuse("an array is expected")
        return [Json(value, f"{self.where}[{i}]") for i, value in enumerate(self.value)]

    def tuple(self, length: int) -> list[Json]:
        """The items of an array whose type fixes its length."""
        items = self.items()
        if len(items) != length:
            raise self.refuse(f"an array of {length} is expected")
        return items

    def text(self) -> str:
        """Free text."""
        if not isinstance(self.value, str):
            raise self.refuse("a string is expected")
        return str(self.value)

    def plain(self) -> str:
        """A string that is not free text: printable ASCII without escapes, so that it can be written in one way only."""
        text = self.text()
        if isinstance(self.value, Escaped) or not PLAIN.fullmatch(text):
            raise self.refuse("this string must be printable ASCII, written without escapes")
        return text

    def embedded(self) -> str:
        """A message inside a string: its serialisation is hashed again, so it must be the compact one."""
        if isinstance(self.value, Escaped) and self.value.token != quote(self.value):
            raise self.refuse("this string has escapes that it does not need")
        return self.text()

    def integer(self) -> int:
        """A small integer (I)."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.refuse("a number is expected")
        return self.value

    def boolean(self) -> bool:
        """A boolean (B)."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false is expected")
        return self.value

    def hash(self) -> str:
        """A SHA-256 in lower-case hexadecimal (H)."""
        text = self.plain()
        if not re.fullmatch("[0-9a-f]{64}", text):
            raise self.refuse("64 lower-case hexadecimal digits are expected")
        return text


def parse(message: bytes | str) -> Json:
    """Reads one whole message. Raises Refused("json")."""
    try:
        text = message if isinstance(message, str) else message.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("json", "", f"byte {error.start} is not UTF-8") from None
    reader = _Reader(text)
    value = reader.read_value(0)
    if reader.at != len(text):
        raise reader.refuse("something follows the end of the message")
    return Json(value)


def quote(text: str) -> str:
    """The compact JSON serialisation of a string."""
    return json.dumps(text, ensure_ascii=False)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def refuse(self, detail: str) -> Refused:
        return Refused("json", f"character {self.at}", detail)

    def skip(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.at)
        if found:
            self.at += len(mark)
        return found

    def read_value(self, depth: int) -> object:
        if depth > DEPTH:
            raise self.refuse("nested too deeply")
        if self.text.startswith('"', self.at):
            return self.read_string()
        if self.skip("{"):
            return self.read_object(depth)
        if self.skip("["):
            return self.read_array(depth)
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.skip(word):
                return meaning
        return self.read_number()

    def read_object(self, depth: int) -> dict[str, object]:
        fields: dict[str, object] = {}
        while not self.skip("}"):
            if fields and not self.skip(","):
                raise self.refuse("',' or '}' is expected")
            name = self.read_string()
            if name in fields:
                raise self.refuse("a field stands twice")
            if not self.skip(":"):
                raise self.refuse("':' is expected")
            fields[name] = self.read_value(depth + 1)
        return fields

    def read_array(self, depth: int) -> list[object]:
        items: list[object] = []
        while not self.skip("]"):
            if items and not self.skip(","):
                raise self.refuse("',' or ']' is expected")
            items.append(self.read_value(depth + 1))
        return items

    def read_string(self) -> str:
        found = STRING.match(self.text, self.at)
        if not found:
            raise self.refuse("a string is expected")
        token = found.group()
        if "\\" not in token:
            self.at = found.end()
            return token[1:-1]
        text: str = json.loads(token)
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise self.refuse("an escape stands for half a character")
        self.at = found.end()
        escaped = Escaped(text)
        escaped.token = token
        return escaped

    def read_number(self) -> object:
        found = NUMBER.match(self.text, self.at)
        if not found:
            raise self.refuse("a compact JSON value is expected")
        self.at = found.end()
        number = found.group()
        return int(number) if INTEGER.fullmatch(number) else ANOTHER_NUMBER
