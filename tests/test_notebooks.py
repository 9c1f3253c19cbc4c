"""Each library can be used in a notebook: what its first page shows runs as it stands there."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from pathlib import Path
from types import ModuleType
from typing import Any

from counting.shown import PAPERS, contest
from report.stating import STRIKE

from veche import counting, report, rules
from veche.counting import formats
from veche.rules import Outcome


def shown(room: ModuleType, folder: Path) -> dict[str, Any]:
    """What the example in the docstring of a room leaves behind, run in a folder."""
    example = re.search(r"^    from veche\..*?(?=^\S)", room.__doc__ or "", re.MULTILINE | re.DOTALL)
    assert example, f"{room.__name__} shows no example"
    left: dict[str, Any] = {}
    with chdir(folder):
        exec(re.sub("^    ", "", example[0], flags=re.MULTILINE), left)
    return left


def test_a_count(tmp_path: Path) -> None:
    formats.write(contest(PAPERS), tmp_path / "ward.blt")
    found = shown(counting, tmp_path)["found"]
    assert found.winners == (1, 3)
    assert len(found.stages) == 5


def test_a_decision(tmp_path: Path) -> None:
    decision = shown(rules, tmp_path)["decision"]
    assert decision.outcome is Outcome.CARRIED
    assert decision.reasons


def test_a_report(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(STRIKE, encoding="utf-8")
    left = shown(report, tmp_path)
    assert left["page"].startswith("<!doctype html>")
    assert left["printed"].startswith(b"%PDF-")
    assert json.loads(left["machine"])["title"] == "Strike ballot"
