"""The demonstration, with few members: every chapter, both verifiers, and a folder whose commands work."""

from __future__ import annotations

import re
from pathlib import Path

from cli.console import at_terminal, run


def test_the_demonstration_ends_with_two_verifiers_that_agree(tmp_path: Path) -> None:
    ran = at_terminal("veche demo --members 12 --folder rehearsal --plain", tmp_path)
    assert ran.returncode == 0, ran.stderr
    for said in (
        "ok every step holds: wrote trustees.json for 3 of 5 trustees",
        "ok 11 ballots accepted: 10 of 12 members voted, 1 of them twice",
        "ok a ballot with one altered digit was refused: ballot.hash, section 4.17",
        "ok the first verifier agrees: 11 ballots",
        "ok the second verifier agrees",
        "Who shall sit on the strike committee?\nElected: ",
        "ok wrote report.pdf",
    ):
        assert said in ran.stdout
    assert re.search(r"^(Carried|Not carried)$", ran.stdout, re.MULTILINE)
    folder = tmp_path / "rehearsal"
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert run("veche verify strike.bel", folder).returncode == 0
    assert run("veche trustee status ceremony", folder).returncode == 0
    assert at_terminal("veche-verify strike.bel", folder).returncode == 0


def test_the_same_number_draws_the_same_choices(tmp_path: Path) -> None:
    results = set()
    for name in ("one", "two"):
        assert run(f"veche demo --members 12 --seed 7 --folder {name}", tmp_path).returncode == 0
        told = run("veche verify strike.bel --json", tmp_path / name).stdout
        results.add(told[told.index('"result"') : told.index('"checked"')])
    assert len(results) == 1


def test_the_folder_of_a_demonstration_must_be_new(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    ran = run("veche demo --folder taken", tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.startswith("veche: exists already: taken")
