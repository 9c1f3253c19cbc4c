"""One belenios-tool per release for the whole run, or one clear line where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from .belenios_tool.fetch import CannotFetch
from .belenios_tool.tool import BeleniosTool


@pytest.fixture(scope="session")
def tool() -> Callable[[str], BeleniosTool]:
    """Gives the tool of a release."""
    return cache(_tool)


def _tool(version: str) -> BeleniosTool:
    try:
        return BeleniosTool(version)
    except CannotFetch as problem:
        pytest.exit(
            f"belenios-tool {version} cannot be had: {problem} (`make unit` runs without it.)", returncode=1
        )
