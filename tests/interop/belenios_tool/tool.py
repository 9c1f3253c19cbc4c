"""Run single commands of one release of belenios-tool."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .fetch import command
from .releases import RELEASES

TIMEOUT_SECONDS = 300


class ToolRefused(Exception):
    """belenios-tool ended with an error; the message is what it said last."""


class BeleniosTool:
    """One release of belenios-tool, to be run in a folder. Secrets go to it in files, never as arguments."""

    def __init__(self, version: str) -> None:
        self.release = RELEASES[version]
        self.command = command(version)

    def __call__(self, folder: Path, *arguments: str | Path, stdin: bytes = b"") -> bytes:
        """Run one command in `folder` and return what it prints. Raises ToolRefused if it exits with an error."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)],
            cwd=folder,
            input=stdin,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            env={**os.environ, "BELENIOS_USE_URANDOM": "1", "LC_ALL": "C.UTF-8"},
        )
        if done.returncode:
            raise ToolRefused(
                f"{arguments[0]} {arguments[1]}: {done.stderr.decode(errors='replace').strip()[-400:]}"
            )
        return done.stdout

    def token(self, folder: Path) -> str:
        """A random identifier for an election."""
        return self(folder, "setup", "generate-token").decode().strip()
