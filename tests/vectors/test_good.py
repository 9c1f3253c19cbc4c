"""Both verifiers accept every good vector, and read the same result; the commands end as they promise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from vectors.collection import ROOT, bad_archives, manifest
from vectors.judge import VERIFIERS, Verdict, judge, judge_all, written

COMMANDS = {"veche": ("veche.cli", "verify"), "veche_verify": ("veche_verify",)}
SAMPLE = [
    "ed25519-revote/result.winner-swapped.bel",
    "ed25519-all/ballot.no-candidate.bel",
    "ed25519-revote/file.empty.bel",
]


def command(verifier: str, archive: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The verifier as people run it."""
    module, *rest = COMMANDS[verifier]
    arguments = [sys.executable, "-m", module, *rest, str(archive), *options]
    return subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str], Verdict]:
    """What each verifier says of each good election; asked once, on every core."""
    keys = [(verifier, entry["file"]) for verifier in VERIFIERS for entry in manifest()["good"]]
    questions = [(verifier, (ROOT / file).read_bytes(), None) for verifier, file in keys]
    return dict(zip(keys, judge_all(questions, chunk=1), strict=True))


@pytest.mark.parametrize("verifier", VERIFIERS)
@pytest.mark.parametrize("entry", manifest()["good"], ids=lambda entry: Path(entry["file"]).stem)
def test_every_good_vector_is_accepted_with_its_result(
    entry: dict[str, Any], verifier: str, verdicts: dict[tuple[str, str], Verdict]
) -> None:
    verdict = verdicts[verifier, entry["file"]]
    assert (verdict.check, verdict.detail) == ("", "")
    assert verdict.result == entry["result"]


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_every_archive_extends_its_beginning(verifier: str) -> None:
    whole = (ROOT / "good/ed25519-revote.bel").read_bytes()
    beginning = bad_archives()["ed25519-revote/extends.shorter.bel"]
    assert judge(verifier, whole, beginning).check == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_command_prints_the_result(verifier: str) -> None:
    done = command(verifier, ROOT / "good/ed25519-revote.bel", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"], report["result"]) == (0, True, [[1, 1]])


@pytest.mark.parametrize("verifier", VERIFIERS)
@pytest.mark.parametrize("name", SAMPLE)
def test_the_command_names_what_it_refuses(name: str, verifier: str, tmp_path: Path) -> None:
    entry = next(entry for entry in manifest()["bad"] if entry["file"] == name)
    done = command(verifier, written(tmp_path / "a.bel", bad_archives()[name]), "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (1, False)
    assert (report["check"], report["section"]) == (entry["check"], entry["section"])


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_command_says_that_there_is_nothing_to_read(verifier: str, tmp_path: Path) -> None:
    assert command(verifier, tmp_path / "nothing.bel").returncode == 2
    assert command(verifier, tmp_path).returncode == 2
