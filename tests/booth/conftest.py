from __future__ import annotations

from collections.abc import Iterator

import pytest
from booth.station import Station


@pytest.fixture(scope="session")
def booth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """Fails where `make setup` has not installed what the booth is built with: nothing here passes without TypeScript."""
    with Station(tmp_path_factory.mktemp("station")) as station:
        yield station
