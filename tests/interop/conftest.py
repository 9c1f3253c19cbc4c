"""One belenios-tool per release for the whole run, or one clear line where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from .belenios_tool.fetch import CannotFetch, fetch
from .belenios_tool.releases import RELEASES
from .belenios_tool.tool import BeleniosTool


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fetch the releases before the first test, so that their absence is said once and not by every test."""
    here = Path(__file__).parent
    if session.config.option.collectonly or not any(here in item.path.parents for item in session.items):
        return
    try:
        for version in RELEASES:
            fetch(version)
    except CannotFetch as problem:
        pytest.exit(f"{problem} Without interoperation: `make lint unit vectors`.", returncode=1)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], BeleniosTool]:
    """Gives the tool of a release."""
    return cache(BeleniosTool)
