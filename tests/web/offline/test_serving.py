"""`veche serve --away`: a laptop serves a copy, and says where and with which codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from web.serving.servers import PATIENCE, environment

from veche.cli.away import here
from veche.election.errors import MalformedInput
from veche.web.offline.laptop import settle
from veche.web.offline.sealing import seal_for_away
from veche.web.serving import addresses

WORDS = ("one", "two", "three", "four", "five", "six", "seven")
COPY = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c11"
BODY = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c12"
ASSEMBLY = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c13"
MEMBER = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c14"
ONE = ("--workers", "1", "--address", "127.0.0.1:0")
OFFICER = "7d444840-9dc0-41d2-8f56-3d1f5a1b0c15"


def document() -> dict[str, object]:
    """An assembly of which nothing is there but its chair."""
    from veche.web.assemblies.models import Assembly, Officer
    from veche.web.offline.tables import TABLES, plain

    tables: dict[str, dict[str, object]] = {table.label: {} for table in TABLES}
    known = {table.label: table for table in TABLES}
    assembly = Assembly(
        pk=ASSEMBLY, body_id=BODY, title="Meeting", begins="2026-12-01T10:00:00+00:00", stage="called"
    )
    officer = Officer(pk=OFFICER, assembly_id=ASSEMBLY, membership_id=MEMBER, name="Chair", duty="chair")
    tables["assemblies.assembly"][ASSEMBLY] = plain(known["assemblies.assembly"], assembly)
    tables["assemblies.officer"][OFFICER] = plain(known["assemblies.officer"], officer)
    return {
        "format": 1,
        "copy": COPY,
        "assembly": ASSEMBLY,
        "key": "A" * 43 + "=",
        "doors": "A" * 43 + "=",
        "tables": tables,
        "bodies": [{"id": BODY, "name": "Foundry", "kind": "branch"}],
        "officers": [{"id": OFFICER, "membership": MEMBER, "name": "Chair", "duty": "chair"}],
        "seats": [],
        "delegacies": [],
        "codes": {OFFICER: "0000-0000-00JW"},
    }


def test_a_laptop_serves_and_goes_on_where_it_was(tmp_path: Path) -> None:
    from veche.web.bodies.codes import new_short_code

    file, code = tmp_path / "assembly.copy", new_short_code()
    file.write_bytes(seal_for_away({**document(), "codes": {OFFICER: code}}, WORDS))
    for _ in range(2):
        log = tmp_path / "log"
        with log.open("w") as written:
            serving = subprocess.Popen(
                [sys.executable, "-m", "veche.cli", "--plain", "serve", "--away", str(file), *ONE],
                env=environment(tmp_path / "unused", ""),
                stdin=subprocess.PIPE,
                stdout=written,
                stderr=written,
                text=True,
            )
            assert serving.stdin is not None
            serving.stdin.write(" ".join(WORDS).upper() + "\n")
            serving.stdin.close()
        address = _address(serving, log)
        with urlopen(f"{address}away/", timeout=PATIENCE) as page:
            assert "Meeting" in page.read().decode()
        said = log.read_text()
        assert code in said
        serving.terminate()
        assert serving.wait(PATIENCE) == 0
    folder = tmp_path / "assembly.away"
    assert not [path for path in folder.rglob("*") if path.stat().st_mode & 0o077]


def _address(serving: subprocess.Popen[str], log: Path) -> str:
    import time

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for line in log.read_text().splitlines():
            if "serving at " in line:
                return line.partition("serving at ")[2].strip()
        assert serving.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_one_folder_serves_one_copy(tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    settle(folder, document())
    settle(folder, document())
    assert (folder / "veche.doors").stat().st_mode & 0o077 == 0
    with pytest.raises(MalformedInput, match="another copy"):
        settle(folder, {**document(), "copy": ASSEMBLY})
    (folder / "veche.away").unlink()
    with pytest.raises(MalformedInput, match="something is there"):
        settle(folder, document())


def test_where_phones_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(here("10.42.0.1:80")) == "10.42.0.1:80"
    monkeypatch.setattr("veche.cli.away.own_addresses", lambda: ["10.42.0.1"])
    assert str(here(None)) == "10.42.0.1:8000"
    for found in ([], ["10.42.0.1", "192.168.1.5"]):
        monkeypatch.setattr("veche.cli.away.own_addresses", lambda found=found: found)
        with pytest.raises(MalformedInput, match="cannot tell"):
            here(None)
    assert all(not one.startswith(("127.", "169.254.")) for one in addresses.own_addresses())
