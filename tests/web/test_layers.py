"""Inside the web an app uses only those below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layers import imports, modules

ORDER = (
    "house",
    "accounts",
    "bodies",
    "ballots",
    "petitions",
    "delegates",
    "motions",
    "assemblies",
    "mandates",
    "minutes",
    "offline",
    "serving",
)


@pytest.mark.parametrize("app", ORDER)
def test_an_app_uses_only_those_below_it(app: str) -> None:
    above = {f"veche.web.{name}" for name in ORDER[ORDER.index(app) + 1 :]}
    found = {name: path for name, path in modules("veche.web").items() if name.startswith(f"veche.web.{app}")}
    assert found
    for name, path in found.items():
        for imported in imports(name, Path(path)):
            assert not any(imported == one or imported.startswith(f"{one}.") for one in above), (
                f"{name}: {imported}"
            )
