"""Reading a YAML file of strangers: bounded, without surprises, and with a line number for every value.

Of YAML's words only `true` and `false` mean more than themselves: the country `no` is Norway and `yes` counts votes for.
Decimals, empty values, anchors and keys given twice are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .errors import BadRule

LARGEST = 1 << 18
"""Bound in bytes for one file."""
DEEPEST = 12
"""Bound for values within values."""

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
DECIMAL = re.compile(r"[-+]?(\d[\d_]*\.\d*|\.\d+)([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+")

Path = tuple[str | int, ...]


@dataclass
class Document:
    """What a file holds, and on which line (from 1) each value stands, by its path."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def bad(self, path: Path, reason: str) -> BadRule:
        """An error about the value at this path, or about the nearest one around it that stands in the file."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known)
        inside = shown(path)
        place = ", ".join(part for part in (f"line {line}" if line else "", inside) if part)
        return BadRule(self.file, place, reason)


def shown(path: Path) -> str:
    """`("quorum", 0, "at_least")` as `quorum[1].at_least`: people count from one."""
    parts = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(parts).removeprefix(".")


def read(data: bytes, file: str) -> Document:
    """The one document of the file. Raises BadRule."""
    document = Document(file)
    if len(data) > LARGEST:
        raise BadRule(file, "", f"larger than {LARGEST >> 10} KiB: check that it is the file you mean")
    try:
        text = data.decode("utf-8")
        _check_nesting(text, file)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except UnicodeDecodeError:
        raise BadRule(file, "", "not text in UTF-8: save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "characters that may not stand in YAML"
        raise BadRule(file, f"line {mark.line + 1}" if mark else "", f"not YAML: {problem}") from None
    if node is None:
        raise BadRule(file, "", "empty: a rule has at least an id, a name, made_by and kind")
    document.value = _value(document, node, ())
    return document


def _check_nesting(text: str, file: str) -> None:
    """Before anything recurses: values nest to a bound, and nothing is an alias of something else."""
    depth = 0
    events: Any = yaml.parse(text, Loader=yaml.CBaseLoader)
    for event in events:
        line = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadRule(file, line, "anchors and aliases are not read: write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadRule(file, line, f"more than {DEEPEST} values within each other")


def _value(document: Document, node: Any, path: Path) -> Any:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, item, (*path, number)) for number, item in enumerate(node.value)]
    text: str = node.value
    return text if node.style in ("'", '"', "|", ">") else _plain(document, text, path)


def _mapping(document: Document, node: Any, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise document.bad(path, "a name before the colon must be a word")
        document.lines[(*path, key.value)] = key.start_mark.line + 1
        if key.value in found:
            raise document.bad((*path, key.value), "stands here twice: keep one")
        found[key.value] = _value(document, value, (*path, key.value))
    return found


def _plain(document: Document, text: str, path: Path) -> str | int | bool:
    if text in ("", "~", "null"):
        raise document.bad(path, "empty: leave the field out, or write unknown")
    if DECIMAL.fullmatch(text):
        raise document.bad(path, f"{text} is a decimal: write a fraction such as 1/2, or put text in quotes")
    if text in ("true", "false"):
        return text == "true"
    return int(text) if INTEGER.fullmatch(text) else text
