"""Which rows belong to an assembly, which of their columns travel, and how they come together again. The order is that in which they are written."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, CharField, Field, ForeignKey, JSONField, Model

from veche.web.assemblies.models import (
    Assembly,
    HandCount,
    Happening,
    Item,
    Officer,
    OpenBallot,
    PaperCount,
    Poll,
    Presence,
    SecretDemand,
    Token,
    Turn,
)
from veche.web.bodies.names import skeleton
from veche.web.house.sealed import SealedJSON
from veche.web.motions.models import Amendment, Block, Demand, Motion, Step, Version

from .merging import PLAIN, Manner, Row


@dataclass(frozen=True)
class Table:
    """`stays`: columns that do not travel, and that nothing brought back changes. `numbered`: the column that a newcomer is given anew, and within what.

    `lasts`: no laptop throws such a row away. `record`: nor does it change one.
    """

    model: type[Model]
    manner: Manner = PLAIN
    stays: frozenset[str] = frozenset()
    numbered: tuple[str, str] | None = None
    lasts: bool = False
    record: bool = False

    @property
    def label(self) -> str:
        return str(self.model._meta.label_lower)

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """Columns that travel."""
        return [one for one in self.model._meta.concrete_fields if one.attname not in self.stays]


def _named(row: Row) -> object:
    """A vote is that of a seat, else of a phone, else of a name."""
    who = row["delegacy_id"] or row["presence_id"] or (row["name"] and f"name {skeleton(row['name'])}")
    return (row["poll_id"], who) if who else None


def _columns(*names: str) -> Any:
    """The same in all of these, none of which is empty."""
    return lambda row: None if None in (found := tuple(row[one] for one in names)) else found


QUIET = Manner(quiet=True)
TABLES = (
    Table(Block, lasts=True),
    Table(Motion, stays=frozenset({"author_id", "came_from_id", "part_of_id"}), lasts=True),
    Table(Version, numbered=("number", "motion_id"), lasts=True, record=True),
    Table(Amendment, stays=frozenset({"author_id"}), numbered=("number", "motion_id"), lasts=True),
    Table(Step, numbered=("number", "motion_id"), lasts=True, record=True),
    Table(Demand, stays=frozenset({"ranked_by_id"}), lasts=True),
    Table(Assembly, stays=frozenset({"pulse", "away", "quorate", "screen"}), lasts=True),
    Table(Officer, Manner(natural=_columns("membership_id", "duty"))),
    Table(Item),
    Table(Token, QUIET),
    Table(
        Presence,
        Manner(quiet=True, natural=_columns("delegacy_id")),
        stays=frozenset({"found_by", "once"}),
    ),
    Table(Turn, QUIET, numbered=("number", "assembly_id")),
    Table(Poll, stays=frozenset({"round_id"}), numbered=("number", "assembly_id"), lasts=True),
    Table(SecretDemand, Manner(quiet=True, natural=_columns("item_id", "presence_id"))),
    Table(HandCount, Manner(natural=_columns("poll_id", "officer_id", "take"))),
    Table(OpenBallot, Manner(votes=True, natural=_named)),
    Table(PaperCount, Manner(natural=_columns("poll_id", "pile"))),
    Table(Happening, QUIET, numbered=("number", "assembly_id"), lasts=True, record=True),
)
BY_LABEL = {table.label: table for table in TABLES}


def plain(table: Table, one: Model) -> Row:
    """A row as JSON holds it."""
    return {field.attname: _plain(field.value_from_object(one)) for field in table.fields}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def values(table: Table, row: Row) -> Row:
    """A row as its model takes it. Raises ValueError, TypeError, KeyError, ValidationError for anything that is no row of this table."""
    fields = {field.attname: field for field in table.fields}
    if set(row) != set(fields):
        raise ValueError(table.label)
    return {name: _value(fields[name], value) for name, value in row.items()}


def _value(field: Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        return field.target_field.to_python(value)
    if isinstance(field, CharField):
        return _text(field, value)
    if isinstance(field, JSONField | SealedJSON) and not isinstance(value, _holds(field)):
        raise TypeError(field.name)
    if isinstance(field, BinaryField) and not hasattr(field, "kind"):
        return base64.b64decode(value, validate=True)
    return field.to_python(value)


def _holds(field: Field[Any, Any]) -> type:
    """A list, or an object where the model begins with an empty one: pages go through them without asking."""
    return dict if field.default is dict else list


def _text(field: CharField[Any, Any], value: Any) -> str:
    if not isinstance(value, str) or len(value) > (field.max_length or 0):
        raise ValueError(field.name)
    if value and field.choices and value not in {one for one, _ in field.flatchoices}:
        raise ValueError(field.name)
    return value


def keyed(table: Table, found: Iterable[Model]) -> dict[str, Row]:
    """Rows by their keys."""
    return {str(_plain(one.pk)): plain(table, one) for one in found}


def key_of(table: Table, key: str) -> Any:
    """The key of a row, as its model has it."""
    if table.model is Token:
        return base64.b64decode(key, validate=True)
    return UUID(key)
