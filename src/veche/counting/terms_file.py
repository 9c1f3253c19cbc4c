"""Small TOML files in which a body states its terms, read strictly: every key is known, every value has its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from .errors import BadTerms
from .formats.lines import shown

MOST_BYTES = 1 << 20

Kind = TypeVar("Kind")
NAMES: dict[type, str] = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}


class Part:
    """A table of the file. `where` is what errors call it."""

    def __init__(self, file: Path, where: str, values: Mapping[str, Any], known: Collection[str]) -> None:
        """Raises BadTerms for a key that is not known."""
        self.file, self.where, self.values = file, where, values
        if unknown := values.keys() - known:
            raise self.bad(f"{shown(min(unknown))} is not known here: use {', '.join(known)}")

    @classmethod
    def of_file(cls, path: Path, known: Collection[str]) -> Part:
        """The whole file. Raises BadTerms where it is too long or no TOML, OSError."""
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BadTerms(path, "", f"longer than {MOST_BYTES:,} bytes: give a file of terms")
        try:
            return cls(path, "", tomllib.loads(data.decode("utf-8")), known)
        except (ValueError, RecursionError) as error:
            raise BadTerms(path, "", f"not a TOML file: {str(error)[:100]}") from None

    def bad(self, reason: str) -> BadTerms:
        return BadTerms(self.file, self.where, reason)

    def get(self, key: str, kind: type[Kind], default: Kind | None = None) -> Kind:
        """Raises BadTerms where the value is of another kind, or missing without a default."""
        if key not in self.values and default is not None:
            return default
        value = self.values.get(key)
        # A bool is an int to Python.
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.bad(
                f"{key} must be {NAMES[kind]}" + ("" if key in self.values else ", and is missing")
            )
        return value

    def parts(self, key: str, known: Collection[str], most: int) -> list[Part]:
        """A list of tables, called "limit 1", "limit 2" and so on. Raises BadTerms."""
        found = self.get(key, list, [])
        if len(found) > most:
            raise self.bad(f"{len(found)} times {key}: give at most {most}")
        return [self.part(f"{key} {place}", value, known) for place, value in enumerate(found, 1)]

    def part(self, where: str, value: object, known: Collection[str]) -> Part:
        if not isinstance(value, dict):
            raise self.bad(f"{where} must be a table")
        return Part(self.file, where, value, known)
