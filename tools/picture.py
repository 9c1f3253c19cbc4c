"""Draws the pictures in the README: `make picture`.

docs/run.svg is a run, docs/count.svg a count. The demonstration runs at a terminal of its own; what it shows is drawn with a font of the reader's machine, so that the
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

from veche import counting
from veche.counting.formats import read
from veche.counting.showing.drawing import pictures
from veche.words import Language

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
CONTEST = """\
7 3
96 1 2 4 0
88 2 4 1 0
61 3 6 7 0
47 4 2 0
44 5 3 6 0
31 6 3 7 0
22 7 5 0
18 1 5 3 0
9 6 0
0
"Alesia, night shift"
"Bohdan, tram depot"
"Ciara, canteen"
"Dmytro, tram depot"
"Ewa, workshop"
"Fatima, cleaners"
"Hanna, offices"
"Strike committee"
"""
COLUMNS = 84
FIRST, LAST = "6  The vote is closed", "The record"
"""The chapters that are drawn: from the first of these headings up to the second."""
COLOURS = ("3c4248", "f06e64", "78d28c", "e6c86e", "78aaf0", "c896e6", "6ecdd7", "e2e6ea")
THEME = TerminalTheme((16, 20, 24), (226, 230, 234), [tuple(bytes.fromhex(colour)) for colour in COLOURS])


def main() -> None:
    write("run.svg", run())
    write("count.svg", count())


def write(name: str, picture: str) -> None:
    lines = [line.rstrip() for line in picture.splitlines()]
    (DOCS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def count() -> str:
    """How the votes for a committee moved, as `veche count --pictures` draws it."""
    with tempfile.TemporaryDirectory() as folder:
        contest = Path(folder) / "committee.blt"
        contest.write_text(CONTEST, encoding="utf-8")
        counted = counting.count(read(contest), "scottish-stv")
    return pictures(counted, Language.EN)[0].svg


def run() -> str:
    """A run at a terminal."""
    shown = chapters(watch())
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    picture = console.export_svg(title="veche demo", theme=THEME)
    fonts = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
    return re.sub(r"<!--.*?-->", "", fonts.sub("", picture)).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas"
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
