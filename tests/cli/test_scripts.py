"""Every command and every way to get it wrong, as sessions in `scripts/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.console import play, steps_of

from veche.cli.commands import COMMANDS

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.txt"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_session_goes_as_it_is_written(script: Path, at: Callable[[str], Path]) -> None:
    text = script.read_text(encoding="utf-8")
    stage = re.match(r"# stage: (\w+)\n", text)
    assert stage is not None
    play(steps_of(text), at(stage[1]), script.name)


def test_every_command_is_in_a_session() -> None:
    told = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    elsewhere = {"demo", "election draw", "election template"}
    assert [name for name, *_ in COMMANDS if f"$ veche {name}" not in told and name not in elsewhere] == []
