"""No number of votes is ever a float: not in the libraries, not on screen, and not in the core that deals the papers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from counting.profiles import LOT, contest, ranked

from veche.counting import RULES, Contest, count
from veche.counting.contest import Scores, Totals
from veche.counting.papers import Rankings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/veche"
ROOMS = ("counting", "rules", "report", "words", "cli")
FREE = {SOURCE / "cli" / "demo.py"}
"""Draws random choices, and counts nothing."""
MODULES = sorted(path for room in ROOMS for path in (SOURCE / room).rglob("*.py") if path not in FREE)
PAPERS = sorted([*(ROOT / "core/src/papers").rglob("*.rs"), ROOT / "core/src/python/papers.rs"])

INEXACT = {"float", "fsum", "sqrt", "log", "exp", "mean", "random", "Decimal"}
"""Names that give or take inexact numbers. `Decimal` only groups the digits of whole numbers in `veche.words.formats`."""

POINT = re.compile(r"\.[0-9]+[eEfFgG%]")
"""A format that rounds: digits after the point are cut off by `veche.words.formats`, never rounded."""

DIVIDED = {
    "(PRICE - self.purse(one)) / self.votes[one]",
    "due / payers",
    "self.votes[one] / self.divisor(had)",
    "Fraction(total) / Fraction(votes)",
}
"""All divisions of the libraries that count and decide: one side of each is a Fraction. Two whole numbers would make a float,
and where that goes into a text the check of types does not mind."""


def floats(source: str) -> list[str]:
    """What in a module makes an inexact number, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"line {node.lineno}: {node.value}")
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in INEXACT:
                found.append(f"line {node.lineno}: {name}")
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)
            found += [f"line {node.lineno}: {spec}"] if POINT.search(spec) else []
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src/veche")))
def test_a_module_knows_no_floats(path: Path) -> None:
    found = floats(path.read_text(encoding="utf-8"))
    if path.name == "formats.py" and path.parent.name == "words":
        found = [one for one in found if not one.endswith("Decimal")]
    assert found == []


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_the_core_deals_papers_in_whole_numbers(path: Path) -> None:
    assert re.findall(r"\bf(?:32|64)\b|\b\d+\.\d+\b", path.read_text(encoding="utf-8")) == []


def divisions(source: str) -> set[str]:
    """Where / stands between numbers and not between folders and names."""
    found = (
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    )
    return {one for one in found if "'" not in one}


def test_every_division_is_one_of_fractions() -> None:
    rooms = [path for path in MODULES if path.relative_to(SOURCE).parts[0] in ("counting", "rules", "words")]
    assert set[str]().union(*(divisions(path.read_text(encoding="utf-8")) for path in rooms)) == DIVIDED


def test_a_division_would_be_found() -> None:
    assert divisions("x = votes / total") == {"votes / total"}
    assert divisions("path = folder / 'count.txt'\nx = votes // total") == set()


def test_a_float_would_be_found() -> None:
    assert floats("x = 0.5") == ["line 1: 0.5"]
    assert floats("x = 1\ny = float(x)") == ["line 2: float"]
    assert floats("import math\nmath.sqrt(2)") == ["line 2: sqrt"]
    assert floats("x = f'{votes:.1f}'") == ["line 1: f'.1f'"]
    assert floats("x = f'{1 // 2:,}'") == []


def parts(value: Any) -> Iterator[Any]:
    """Everything in a record that is no container."""
    if is_dataclass(value):
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from parts(key)
            yield from parts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from parts(inner)
    else:
        yield value


SAMPLES: dict[type, Contest] = {
    Rankings: ranked("ABCD", {"A>B": 7, "B>C>A": 5, "C>D": 4, "D": 2, "B": 1}),
    Scores: contest("ABCD", Scores({(1, 0, 0, 0): 5, (0, 1, 0, None): 4, (0, 0, 1, 0): 2})),
    Totals: contest(["yes", "no"], Totals((7, 4), 12, 1)),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_record_holds_whole_numbers_and_fractions_alone(rule: str) -> None:
    takes = RULES[rule].takes
    for kind in takes if Totals not in takes else (Totals,):
        found = count(SAMPLES[kind], rule, lot=LOT)
        assert {type(part) for part in parts(found)} <= {int, Fraction, str, bool, type(None)}
