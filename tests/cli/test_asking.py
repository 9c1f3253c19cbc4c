"""Questions to a person: answered by numbers, asked again until they can stand, and secrets stay unseen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.console import run
from cli.keyboard import at_keyboard, ended, read_until

from veche.cli.vote_file import read_vote
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion

PROGRAM = [sys.executable, "-m", "veche.cli"]


def answering(lines: list[str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, input="\n".join(lines) + "\n", text=True, capture_output=True
    )


def test_a_vote_can_be_drawn_up_by_answering(tmp_path: Path) -> None:
    lines = ["", "Our vote", "What for", "Strike?", "9", "1", "perhaps", "yes", "yes"]
    lines += ["Who?", "2", "", "A", "B", "C", "", "0", "2", "no", "yes"]
    lines += [
        "Rank",
        "3",
        "x",
        "y",
        "",
        "yes",
        "List?",
        "4",
        "North",
        "South",
        "",
        "n1",
        "n2",
        "",
        "s1",
        "",
        "no",
    ]
    ran = answering(lines, tmp_path, "election", "draw", "vote.toml")
    assert ran.returncode == 0, ran.stderr
    template = read_vote(tmp_path / "vote.toml").template
    assert (template.name, template.description) == ("Our vote", "What for")
    assert template.questions == (
        HomomorphicQuestion(("Yes", "No"), True, 1, 1, "Strike?"),
        HomomorphicQuestion(("A", "B", "C"), None, 0, 2, "Who?"),
        NonHomomorphicQuestion(("x", "y"), "Rank"),
        ListsQuestion((("North", "n1", "n2"), ("South", "s1")), "List?"),
    )


def test_a_vote_can_be_taken_from_a_template_of_belenios_tool(tmp_path: Path) -> None:
    questions = [{"answers": ["a", "b"], "blank": True, "min": 0, "max": 1, "question": "Q"}]
    template = {"description": "D", "name": "N", "questions": questions}
    (tmp_path / "template.json").write_text(json.dumps(template, separators=(",", ":")))
    assert run("veche election draw vote.toml --from template.json", tmp_path).returncode == 0
    assert read_vote(tmp_path / "vote.toml").template.questions == (
        HomomorphicQuestion(("a", "b"), True, 0, 1, "Q"),
    )


def test_a_ballot_is_cast_by_answering(at: Callable[[str], Path]) -> None:
    folder = at("open")
    credential = (folder / "slip.txt").read_text().strip()
    lines = [credential, "3", "two", "1", "1 2", "1 2 2", "1,2,7", "1,3,6", "no", "2", "0", "yes"]
    ran = answering(lines, folder, "cast", "strike.bel", "ballot.json")
    assert ran.returncode == 0, ran.stderr
    assert "Alesia, Ciara, Fatima" in ran.stdout
    assert "Who shall sit on the strike committee?  blank" in ran.stdout
    assert ran.stderr.count("Write 3 different numbers from 1 to 6") == 3
    assert credential not in ran.stdout + ran.stderr
    for command in ("accept strike.bel ballot.json", "close strike.bel", "tally strike.bel"):
        assert run(f"veche {command}", folder).returncode == 0
    assert run("veche decrypt strike.bel --key ana.key --into", folder).returncode == 0
    assert run("veche result strike.bel", folder).returncode == 0
    assert '"result":[[0,1],[1,0,0,0,0,0,0]]' in run("veche verify strike.bel --json", folder).stdout


def test_the_end_of_input_ends_the_command_without_a_file(at: Callable[[str], Path]) -> None:
    folder = at("open")
    ran = answering(
        [(folder / "slip.txt").read_text().strip(), "1"], folder, "cast", "strike.bel", "ballot.json"
    )
    assert ran.returncode == 130
    assert ran.stderr.splitlines()[-1].startswith("veche: interrupted")
    assert not (folder / "ballot.json").exists()


@pytest.fixture
def keyboard(at: Callable[[str], Path]) -> tuple[int, subprocess.Popen[bytes], Path]:
    """`veche cast` at a terminal: its keyboard, the process and the folder."""
    folder = at("open")
    leader, running = at_keyboard(
        ["cast", "strike.bel", "ballot.json", "--choice", "choice.json"], folder, 80
    )
    return leader, running, folder


def test_a_credential_is_not_shown_while_it_is_typed(
    keyboard: tuple[int, subprocess.Popen[bytes], Path],
) -> None:
    leader, running, folder = keyboard
    credential = (folder / "slip.txt").read_text().strip().encode()
    shown = read_until(leader, b"Your credential: ")
    os.write(leader, b"11111-111111-11111-111111\n")
    shown += read_until(leader, b"Your credential: ")
    assert b"not on the roll" in shown
    os.write(leader, credential + b"\n")
    shown += read_until(leader, b"until the process ends")
    os.close(leader)
    assert ended(running) == 0, shown
    assert b"Tracker" in shown
    assert credential not in shown
    assert (folder / "ballot.json").exists()


def test_an_interrupt_leaves_nothing_behind(keyboard: tuple[int, subprocess.Popen[bytes], Path]) -> None:
    leader, running, folder = keyboard
    before = {path.name for path in folder.iterdir()}
    shown = read_until(leader, b"Your credential: ")
    running.send_signal(signal.SIGINT)
    shown += read_until(leader, b"run the same command again")
    os.close(leader)
    assert ended(running) == 130
    assert b"interrupted: nothing was written by halves" in shown
    assert b"Traceback" not in shown
    assert {path.name for path in folder.iterdir()} == before
