"""Draws docs/run.svg, the picture of a run in the README: `make picture`.

The demonstration runs at a terminal of its own; what it shows is drawn with a font of the reader's machine, so that the
picture fetches nothing.
"""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COLUMNS = 84
FIRST, LAST = "6  The vote is closed", "The record"
"""The chapters that are drawn: from the first of these headings up to the second."""
COLOURS = ("3c4248", "f06e64", "78d28c", "e6c86e", "78aaf0", "c896e6", "6ecdd7", "e2e6ea")
THEME = TerminalTheme((16, 20, 24), (226, 230, 234), [tuple(bytes.fromhex(colour)) for colour in COLOURS])


def main() -> None:
    shown = chapters(watch())
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    picture = console.export_svg(title="veche demo", theme=THEME)
    fonts = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
    picture = re.sub(r"<!--.*?-->", "", fonts.sub("", picture)).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas"
    )
    Path("docs/run.svg").write_text(
        "\n".join(line.rstrip() for line in picture.splitlines()) + "\n", encoding="utf-8"
    )


def watch() -> str:
    """Everything that the demonstration prints at a terminal."""
    leader, follower = pty.openpty()
    with tempfile.TemporaryDirectory() as folder:
        running = subprocess.Popen(
            [sys.executable, "-m", "veche.cli", "demo"],
            cwd=folder,
            stdout=follower,
            stderr=follower,
            env=os.environ | {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "VIRTUAL_ENV": "active"},
        )
        os.close(follower)
        printed = b""
        while running.poll() is None or printed == b"":
            try:
                printed += os.read(leader, 65536)
            except OSError:
                break  # the other end is closed
        if running.wait():
            raise SystemExit("the demonstration failed")
    return printed.decode()


def chapters(printed: str) -> str:
    """The last state of every line, from one heading to another. Bars move by writing a line again."""
    lines: list[str] = []
    for line in re.sub(r"\x1b\[\?25[lh]", "", printed).replace("\r\n", "\n").split("\n"):
        for _ in range(line.count("\x1b[1A")):
            lines.pop()
        lines.append(re.sub(r"\x1b\[(1A|2K)", "", line).split("\r")[-1])
    start = next(i for i, line in enumerate(lines) if FIRST in line)
    end = next(i for i, line in enumerate(lines) if LAST in line)
    return "\n".join(lines[start:end]).rstrip()


if __name__ == "__main__":
    main()
