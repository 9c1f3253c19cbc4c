"""What reaches the screen: no text from a file moves the cursor, and --plain and NO_COLOR are obeyed."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from veche.cli.terminal import clean


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x1b]0;title\x07", "\r", "\x9b31m", "\u202egpj", "\u2028", "\u200b"]
)
def test_text_from_a_file_cannot_steer_the_terminal(hostile: str) -> None:
    assert clean(f"a{hostile}b").isprintable()


def test_letters_of_our_languages_pass_unchanged() -> None:
    for text in ("Ці згодны вы спыніць працу?", "Żółć, їжак, ўрад", "投票", "Strike — 1 December"):
        assert clean(text) == text


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """Run the command with a terminal as its output and return what it printed."""
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "veche.cli", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"} | environment,
    )
    os.close(follower)
    printed = b""
    try:
        while piece := os.read(leader, 65536):
            printed += piece
    except OSError:
        pass  # how Linux says that the other end was closed
    os.close(leader)
    assert running.wait() == 0
    return printed.decode()


def test_colour_is_used_on_a_terminal_and_left_out_on_request(at: Callable[[str], Path]) -> None:
    folder = at("finished")
    verify = ["verify", "strike.bel"]
    assert "\x1b[" in on_a_terminal(verify, folder)
    without = on_a_terminal(verify, folder, NO_COLOR="1")
    assert "\x1b[3" not in without
    assert "\x1b[1;3" not in without
    for quiet in (on_a_terminal([*verify, "--plain"], folder), on_a_terminal(verify, folder, TERM="dumb")):
        assert "\x1b" not in quiet
        assert "ok strike.bel: everything in it holds" in quiet
        assert quiet.isascii()


def test_a_hostile_title_does_not_reach_the_terminal(at: Callable[[str], Path]) -> None:
    folder = at("ready")
    vote = folder / "vote.toml"
    vote.write_text(vote.read_text().replace("Strike ballot of", "Strike \\u001b[31mballot of"))
    assert "\x1b" not in on_a_terminal(["election", "check", "vote.toml", "--plain"], folder)


def test_on_a_terminal_sentences_break_between_words_and_go_on_beneath_themselves(tmp_path: Path) -> None:
    figures = ["--roll", "2310", "--returned", "1155", "--yes", "900", "--no", "255"]
    printed = on_a_terminal(["decide", "gb-2026-02-18", *figures, "--plain"], tmp_path).splitlines()
    assert all(len(line) <= 80 for line in printed)
    first = next(number for number, line in enumerate(printed) if line.startswith("  + Quorum: 1,155 papers"))
    assert printed[first + 1].startswith("    ")
    assert printed[first + 1].rstrip().endswith(": met")
