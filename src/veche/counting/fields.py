"""Reading a value that came as JSON strictly: every field is there, known and of its kind. Complaints name the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from veche.words.sentence import number_from

from .errors import BadRecord
from .record import Number

Item = TypeVar("Item")

Reader = Callable[[Any, str], Item]
"""Reads a value that stands at a place, which every complaint names."""


class Fields:
    """The fields of one object, each taken once."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise refusal(place, "an object")
        self.rest, self.place = dict(value), place

    def take(self, name: str, reader: Reader[Item]) -> Item:
        if name not in self.rest:
            raise BadRecord(f"{self.place} has no {name}", "ask for the record again")
        return reader(self.rest.pop(name), name)

    def end(self) -> None:
        if self.rest:
            raise BadRecord(
                f"{self.place} has an unknown field {min(self.rest)!r}", "ask for the record again"
            )


def refusal(place: str, expected: str) -> BadRecord:
    return BadRecord(f"{place} is not {expected}", "ask for the record again")


def integer(value: Any, place: str) -> int:
    if type(value) is not int:
        raise refusal(place, "a whole number")
    return value


def text(value: Any, place: str) -> str:
    if type(value) is not str:
        raise refusal(place, "a text")
    return value


def number(value: Any, place: str) -> Number:
    if type(value) is int:
        return value
    try:
        return number_from(text(value, place))
    except ValueError:
        raise refusal(place, "a number") from None


def maybe(reader: Reader[Item]) -> Reader[Item | None]:
    return lambda value, place: None if value is None else reader(value, place)


def several(reader: Reader[Item]) -> Reader[tuple[Item, ...]]:
    def read(value: Any, place: str) -> tuple[Item, ...]:
        if not isinstance(value, list):
            raise refusal(place, "a list")
        return tuple(reader(item, f"{place} {position}") for position, item in enumerate(value, 1))

    return read


def mapping(reader: Reader[Item]) -> Reader[Mapping[str, Item]]:
    def read(value: Any, place: str) -> Mapping[str, Item]:
        if not isinstance(value, dict):
            raise refusal(place, "an object")
        return {name: reader(item, f"{place}: {name}") for name, item in value.items()}

    return read


def object_of(kind: Callable[..., Item], **readers: Reader[Any]) -> Reader[Item]:
    """Reads an object whose fields are those of `kind`."""

    def read(value: Any, place: str) -> Item:
        fields = Fields(value, place)
        made = kind(**{name: fields.take(name, reader) for name, reader in readers.items()})
        fields.end()
        return made

    return read
