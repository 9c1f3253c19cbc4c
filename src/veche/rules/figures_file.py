"""Figures from a TOML file: of everybody, of several units, on several questions.

roll = 704              # numbers at the top are those of everybody on every question
returned = 326
date = 2024-12-12

[[question]]            # optional; its numbers come first
name = "Strike"
yes = 308
no = 18

[[unit]]                # optional, in place of numbers at the top; also inside a question: [[question.unit]]
name = "Depot"
roll = 300

[days]                  # optional: what deadlines are counted from
start = 2025-01-10
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from .deadlines import Days
from .errors import BadFigures
from .figures import Figures

LARGEST = 1 << 18
"""Bound in bytes."""
MOST_PARTS = 1000
"""Bound for units, and for questions."""
NAMES = {one.name for one in fields(Figures)}
DAYS = {one.name for one in fields(Days)}


@dataclass(frozen=True)
class Given:
    """What a file gives: the units of each question (one question named "" where the file has none), and days."""

    questions: Mapping[str, tuple[Figures, ...]]
    days: Days = field(default_factory=Days)


def read_figures(path: Path) -> Given:
    """The figures in a file. Raises BadFigures, naming the file and the place in it, and OSError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadFigures(str(path), f"larger than {LARGEST >> 10} KiB: check that it is the file you mean")
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadFigures(str(path), "not text in UTF-8: save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadFigures(str(path), f"not TOML: {error}") from None
    return Reader(str(path)).given(table)


class Reader:
    """Reads one file, whose name stands in every error."""

    def __init__(self, file: str) -> None:
        self.file = file

    def given(self, table: dict[str, Any]) -> Given:
        questions, days = table.pop("question", []), table.pop("days", {})
        parts = self.parts(questions, "question")
        if not parts:
            return Given({"": self.units(table, {}, "")}, self.days(days))
        found: dict[str, tuple[Figures, ...]] = {}
        for number, part in enumerate(parts, 1):
            name = part.pop("name", "")
            if not isinstance(name, str) or not name or name in found:
                raise self.bad(f"question {number}", "every question needs a name of its own")
            found[name] = self.units(part, table, name)
        return Given(found, self.days(days))

    def units(self, table: Mapping[str, Any], above: Mapping[str, Any], place: str) -> tuple[Figures, ...]:
        """The units of one question; without units, its own numbers and those above it."""
        whole = {**above, **table}
        units = self.parts(whole.pop("unit", []), "unit")
        if not units:
            return (self.figures(whole, place),)
        if set(whole) - {"date"}:
            raise self.bad(place, f"{next(iter(whole))} stands beside units: give it for each unit")
        return tuple(
            self.figures({**whole, **unit}, f"unit {number}") for number, unit in enumerate(units, 1)
        )

    def figures(self, table: Mapping[str, Any], place: str) -> Figures:
        for name, value in table.items():
            if name not in NAMES:
                raise self.bad(place, f"unknown field {name}: the fields are {', '.join(sorted(NAMES))}")
            if not self._fits(name, value):
                raise self.bad(place, f"{name} = {value!r} does not fit: give {self._wanted(name)}")
        return Figures(**table)

    def days(self, table: Any) -> Days:
        if not isinstance(table, dict):
            raise self.bad("days", "write it as [days]")
        for name, value in table.items():
            if name not in DAYS:
                raise self.bad("days", f"unknown field {name}: the fields are {', '.join(sorted(DAYS))}")
            fits = isinstance(value, time) if name == "start_hour" else _is_day(value)
            if not fits:
                raise self.bad(
                    "days", f"{name} does not fit: give {'an hour' if name == 'start_hour' else 'a day'}"
                )
        return Days(**table)

    def parts(self, value: Any, name: str) -> list[dict[str, Any]]:
        """A list of tables, at most so many."""
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            raise self.bad(name, f"write it as [[{name}]]")
        if len(value) > MOST_PARTS:
            raise self.bad(name, f"more than {MOST_PARTS} of them")
        return [dict(part) for part in value]

    def bad(self, place: str, reason: str) -> BadFigures:
        return BadFigures(f"{self.file}{place and f', {place}'}", reason)

    def _fits(self, name: str, value: object) -> bool:
        if name == "name":
            return isinstance(value, str)
        return _is_day(value) if name == "date" else type(value) is int

    def _wanted(self, name: str) -> str:
        return {"name": "a text", "date": "a day such as 2024-12-12"}.get(name, "a whole number")


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
