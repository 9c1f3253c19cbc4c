"""The Python of the guide runs as it stands there."""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

from counting.shown import NAMES, PAPERS, contest

from veche.counting import formats

GUIDE = Path(__file__).parents[2] / "docs" / "counting.md"


def test_the_python_of_the_guide_runs(tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert blocks
    formats.write(contest(PAPERS), tmp_path / "ward.blt")
    with chdir(tmp_path):
        for block in blocks:
            found: dict[str, object] = {}
            exec(block, found)
    assert found["record"]["winners"] == [1, 3]  # type: ignore[index]
    assert NAMES[0] in found["flow"].text  # type: ignore[attr-defined]
