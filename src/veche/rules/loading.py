"""From a file to a rule: checked against the schema, then turned into what the evaluator reads."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from .building import build
from .complaints import complaint
from .reading import LARGEST, Document, read
from .sense import check_sense

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

    from .model import Rule

SCHEMA = Path(__file__).with_name("schema.json")


def load(path: Path) -> Rule:
    """The rule in a file, shipped or your own. Raises BadRule, OSError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return parse(data, str(path))


def parse(data: bytes, file: str) -> Rule:
    """The rule in these bytes of YAML. Raises BadRule, naming file, line and place."""
    document = read(data, file)
    check(document)
    unconfirmed: list[str] = []
    raw = switch_off(document.value, unconfirmed)
    secondary = sorted(name for name, value in raw.items() if _has(value, "secondary"))
    return build(raw, tuple(unconfirmed), tuple(secondary))


@cache
def validator() -> Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def check(document: Document) -> None:
    """Raises BadRule with the one thing to put right first."""
    found = complaint(validator().iter_errors(document.value))
    if found is not None:
        raise document.bad(*found)
    check_sense(document)


def switch_off(value: Any, found: list[str], place: str = "") -> Any:
    """The same without the values that nobody confirmed, whose places go to `found`.

    Where a quorum or a majority loses one condition, all of it becomes unknown: what is left would ask for too little.
    """
    if isinstance(value, list):
        kept = [switch_off(item, found, place) for item in value if not _off(item)]
        found += [place] * (len(kept) < len(value))
        return kept
    if not isinstance(value, dict):
        return value
    whole: dict[str, Any] = {}
    for name, item in value.items():
        here = f"{place}.{name}".removeprefix(".")
        if name in ("quorum", "majority", "condition") and _has(item, "unconfirmed"):
            found.append(here)
            whole[name] = "unknown"
        elif _off(item):
            found.append(here)
        else:
            whole[name] = switch_off(item, found, here)
    return {name: item for name, item in whole.items() if item != []}


def _off(value: Any) -> bool:
    return isinstance(value, dict) and value.get("confidence") == "unconfirmed"


def _has(value: Any, confidence: str) -> bool:
    if isinstance(value, dict):
        return value.get("confidence") == confidence or any(_has(item, confidence) for item in value.values())
    return isinstance(value, list) and any(_has(item, confidence) for item in value)
