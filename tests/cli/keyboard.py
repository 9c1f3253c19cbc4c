"""A person at a pseudo-terminal: reads until a prompt has come, then types."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 30  # seconds


def converse(arguments: Sequence[str], folder: Path, turns: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Type each answer when its prompt stands on the screen. The exit code, and what the screen showed, without styles."""
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "veche.cli", *arguments],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "110"},
    )
    os.close(follower)
    shown = b""
    for prompt, answer in turns:
        shown += _read_until(leader, f"{prompt}: ".encode())
        os.write(leader, f"{answer}\n".encode())
    shown += _read_until(leader, None)
    os.close(leader)
    return running.wait(), re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r", "")


def _read_until(leader: int, words: bytes | None) -> bytes:
    """What comes until these words, or until the process is gone."""
    shown = b""
    deadline = time.monotonic() + PATIENCE
    while (words is None or words not in shown) and time.monotonic() < deadline:
        try:
            piece = os.read(leader, 4096)
        except OSError:  # how Linux says that the other end was closed
            break
        shown += piece
        if not piece:
            break
    return shown
