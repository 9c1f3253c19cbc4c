"""A TOML file read strictly: every value has its type, every key is known, every complaint names file and place."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .errors import BadReport

LONGEST_FILE = 1 << 20
"""In bytes."""
MOST = 10**9
"""No roll is longer."""


class Keys:
    """One table of the file. A value is taken once; `end` refuses what nobody took."""

    def __init__(self, file: str, table: object, place: str = "") -> None:
        self.file, self.place = file, place
        if not isinstance(table, dict):
            raise BadReport(
                file, place, "not a table: write its values under its name in brackets, one on a line"
            )
        self.rest: dict[str, Any] = dict(table)
        self.known: list[str] = []

    def complain(self, key: str, reason: str) -> BadReport:
        return BadReport(self.file, ", ".join(part for part in (self.place, key) if part), reason)

    def take(self, key: str) -> Any:
        self.known.append(key)
        return self.rest.pop(key, None)

    def text(self, key: str) -> str:
        """Empty where it is missing."""
        value = self.take(key)
        if value is not None and not isinstance(value, str):
            raise self.complain(key, f'not a text: write {key} = "..."')
        return (value or "").strip()

    def must(self, key: str) -> str:
        text = self.text(key)
        if not text:
            raise self.complain(key, f'missing: write {key} = "..."')
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.complain(key, f'not a list of texts: write {key} = ["...", "..."]')
        return tuple(one.strip() for one in value)

    def number(self, key: str) -> int | None:
        """None where it is missing: not known is not zero."""
        value = self.take(key)
        if value is not None and (type(value) is not int or not 0 <= value <= MOST):
            raise self.complain(key, f"not a whole number from 0 to {MOST}: write {key} = 0")
        return value

    def must_number(self, key: str) -> int:
        value = self.number(key)
        if value is None:
            raise self.complain(key, f"missing: write {key} = 0")
        return value

    def day(self, key: str) -> date | None:
        value = self.take(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.complain(key, f"not a day: write {key} = 2026-11-24, without quotation marks")
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise self.complain(key, f"neither true nor false: write {key} = true")
        return bool(value)

    def table(self, key: str) -> Keys:
        """An empty one where it is missing."""
        value = self.take(key)
        return Keys(self.file, {} if value is None else value, f"[{self.below(key)}]")

    def tables(self, key: str) -> list[Keys]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.complain(key, f"not a list: write [[{self.below(key)}]] for each")
        return [Keys(self.file, one, f"{self.below(key)} {number}") for number, one in enumerate(value, 1)]

    def below(self, key: str) -> str:
        """The name of a table in this one, as it stands in the file."""
        return f"{self.place.strip('[]')}.{key}".lstrip(".")

    def end(self) -> None:
        for key in self.rest:
            raise self.complain(key, f"unknown key: known are {', '.join(self.known)}")


def read_keys(path: Path) -> Keys:
    """The whole file. Raises OSError and BadReport."""
    with path.open("rb") as file:
        data = file.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise BadReport(path, "", f"larger than {LONGEST_FILE >> 20} MiB: check that it is the file you mean")
    try:
        return Keys(str(path), tomllib.loads(data.decode()))
    except UnicodeDecodeError:
        raise BadReport(path, "", "not text in UTF-8: save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise BadReport(
            path, "", f"not a report file ({reason}): see 'veche report template' for an example"
        ) from None
