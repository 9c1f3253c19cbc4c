"""A vote held wholly on the web, in browsers: what a visitor downloads is accepted by every release of belenios-tool that reads our codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from web.browser.conftest import address, chromium, visit
from web.browser.journey import Journey

from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import RELEASES
from .belenios_tool.tool import BeleniosTool

__all__ = ("address", "chromium", "visit")
VERSIONS = [version for version, release in RELEASES.items() if release.long_credentials]


@pytest.mark.django_db(transaction=True)
def test_belenios_tool_accepts_what_the_web_gives(
    visit: Callable[..., Any],
    tool: Callable[[str], BeleniosTool],
    tmp_path: Path,
) -> None:
    archive = Journey(visit, tmp_path).whole()
    for version in VERSIONS:
        folder = tmp_path / version
        folder.mkdir()
        (folder / archive.name).write_bytes(archive.read_bytes())
        PeerElection(tool(version), folder).verify()
