"""A person at a pseudo-terminal: reads until a prompt has come, then types."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 30  # seconds


def at_keyboard(arguments: Sequence[str], folder: Path, columns: int) -> tuple[int, subprocess.Popen[bytes]]:
    """`veche` at a terminal: its keyboard and screen, and the process.

    An interrupt reaches it even where whoever runs the tests has interrupts ignored, as a shell does in the background.
    """
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "veche.cli", *arguments],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": str(columns)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(follower)
    return leader, running


def read_until(leader: int, words: bytes | None) -> bytes:
    """What comes until these words, or until the process is gone."""
    shown = b""
    deadline = time.monotonic() + PATIENCE
    while words is None or words not in shown:
        ready, _, _ = select.select([leader], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            break
        try:
            piece = os.read(leader, 4096)
        except OSError:  # how Linux says that the other end was closed
            break
        shown += piece
        if not piece:
            break
    return shown


def ended(running: subprocess.Popen[bytes]) -> int:
    """The exit code, or -9 for a process that did not end by itself."""
    try:
        return running.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        running.kill()
        return running.wait()


def converse(arguments: Sequence[str], folder: Path, turns: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Type each answer when its prompt stands on the screen. The exit code, and what the screen showed, without styles."""
    leader, running = at_keyboard(arguments, folder, 110)
    shown = b""
    for prompt, answer in turns:
        shown += read_until(leader, f"{prompt}: ".encode())
        os.write(leader, f"{answer}\n".encode())
    shown += read_until(leader, None)
    os.close(leader)
    return ended(running), re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r", "")
