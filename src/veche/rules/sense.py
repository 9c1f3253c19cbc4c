"""What a schema cannot say: fractions are at most one, days are in the calendar, shares have a base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from .reading import Document, Path

NAMES = ("id", "family", "country")
DAYS = ("read_on", "from", "to", "not_before")


def check_sense(document: Document) -> None:
    """Raises BadRule. The document has passed the schema."""
    for path, value in every(document.value, ()):
        if path and path[-1] in NAMES and value != str(value).strip():
            raise document.bad(path, "has a space or a line feed around it")
        if path and path[-1] in DAYS and isinstance(value, str) and value != "unknown":
            _check_day(document, path, value)
        if isinstance(value, dict) and "count" in value:
            _check_condition(document, path, value)
    names = [one["id"] for one in document.value.get("variants", ())]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise document.bad(("variants", number, "id"), f"{name} stands here twice: give each its own id")
    _check_variants(document)
    _check_in_force(document)


def every(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every value within a value, with its path."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from every(item, (*path, step))


def _check_day(document: Document, path: Path, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise document.bad(path, f"{value} is no day of the calendar") from None


def _check_condition(document: Document, path: Path, value: dict[str, Any]) -> None:
    bar_name = "at_least" if "at_least" in value else "more_than"
    bar = value[bar_name]
    if isinstance(bar, int):
        if "of" in value:
            raise document.bad((*path, "of"), "a number of people is no share of anything: leave `of` out")
        return
    if "of" not in value:
        raise document.bad((*path, bar_name), f"{bar} of what: add `of`")
    if Fraction(bar) > 1:
        raise document.bad((*path, bar_name), f"{bar} is more than the whole")
    if (value["count"] == "units") != (value["of"] == "units"):
        raise document.bad((*path, "of"), "units are a share of units alone")


def _check_variants(document: Document) -> None:
    if document.value["kind"] == "none" or "off" in document.value:
        return
    for number, one in enumerate(document.value.get("variants", ())):
        for name in ("quorum", "majority"):
            if name not in one and name not in document.value:
                raise document.bad(("variants", number), f"{name} is missing here and in the whole rule")


def _check_in_force(document: Document) -> None:
    days = document.value.get("in_force", {})
    start, end = days.get("from", "unknown"), days.get("to", "unknown")
    if "unknown" not in (start, end) and end < start:
        raise document.bad(("in_force", "to"), f"{end} is before {start}")
