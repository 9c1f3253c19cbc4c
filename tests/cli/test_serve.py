"""Commands of whoever keeps a server, as far as they go without one: `scripts/serving.txt` and tests/web/serving have the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.console import run


@pytest.mark.parametrize("command", ["serve", "serve --demo", "backup union.backup", "rebuild"])
def test_without_the_web_it_is_said_how_to_get_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veche.cli.web.find_spec", lambda name: None)
    ran = run(f"veche {command}", tmp_path)
    assert ran.returncode == 1
    assert ran.stderr == (
        "veche: the web is not installed: veche: install it with: python -m pip install 'veche[web]'\n"
    )
