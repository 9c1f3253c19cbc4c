"""The Python of the guide runs as it stands there."""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

import pytest
from counting.shown import NAMES, PAPERS, contest

from veche.counting import formats

ROOT = Path(__file__).parents[2]
GUIDE, FRONT = ROOT / "docs" / "counting.md", ROOT / "README.md"


def python_of(page: Path) -> list[str]:
    """The blocks of Python on a page."""
    text = page.read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    return blocks


def test_the_python_of_the_first_page_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    formats.write(contest(PAPERS), tmp_path / "contest.blt")
    with chdir(tmp_path):
        for block in python_of(FRONT):
            exec(block, {})
    assert capsys.readouterr().out.startswith("(1, 3) {1: ")


def test_the_python_of_the_guide_runs(tmp_path: Path) -> None:
    blocks = python_of(GUIDE)
    formats.write(contest(PAPERS), tmp_path / "ward.blt")
    with chdir(tmp_path):
        for block in blocks:
            found: dict[str, object] = {}
            exec(block, found)
    assert found["record"]["winners"] == [1, 3]  # type: ignore[index]
    assert NAMES[0] in found["flow"].text  # type: ignore[attr-defined]
