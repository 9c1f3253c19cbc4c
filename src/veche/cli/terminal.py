"""What the command prints and how: standard output for what was asked, standard error for everything about it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from veche.cli.words import words
from veche.words import Language

Report = Callable[[str, int, int], None]
"""How long work tells where it stands: (stage, done, total)."""

Item = TypeVar("Item")

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that move the cursor, hide text or turn its direction."""


class Terminal:
    """Both streams, whether they may move, and the language that members read.

    There is one, `terminal`, settled before anything is printed.
    """

    def __init__(self) -> None:
        self.configure(plain=False)

    def configure(self, *, plain: bool) -> None:
        self.plain = plain or os.environ.get("TERM") == "dumb"
        self.says = self.advises = True
        self.speak(Language.EN)
        colour = None if self.plain or os.environ.get("NO_COLOR") else "auto"
        self.out = Console(highlight=False, markup=False, emoji=False, color_system=colour)  # type: ignore[arg-type]
        self.err = Console(highlight=False, markup=False, emoji=False, color_system=colour, stderr=True)  # type: ignore[arg-type]

    def speak(self, language: Language) -> None:
        """What members read is in this language from now on."""
        self.words = words(language)

    @property
    def moves(self) -> bool:
        """Whether a progress bar may be drawn over itself."""
        return self.err.is_terminal and not self.plain


terminal = Terminal()


def wording(key: str, count: int | None = None, **places: object) -> str:
    """A text of the catalogue in the language that the terminal speaks."""
    return terminal.words.text(key, count, **places)


def clean(text: str) -> str:
    """Text from a file, safe to print: a title must not move the cursor, hide text or turn its direction."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in HIDDEN else c for c in text)


def say(text: str = "", style: str = "") -> None:
    """Print what was asked for. Lines that a person may copy are never broken."""
    if terminal.says:
        terminal.out.print(Text(clean_lines(text), style=style), soft_wrap=True)


def paragraph(text: str, style: str = "") -> None:
    """Print what is read and not copied: on a terminal it is broken between words."""
    if terminal.says:
        terminal.out.print(Text(clean_lines(text), style=style), soft_wrap=not terminal.out.is_terminal)


def point(mark: str, text: str) -> None:
    """One point of a list, read and not copied; on a terminal it goes on beneath itself."""
    if not terminal.out.is_terminal:
        say(f"  {mark} {text}")
    elif terminal.says:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(f"  {mark}", Text(clean_lines(text)))
        terminal.out.print(grid)


def done(text: str) -> None:
    """Print once, in the past tense, that something succeeded."""
    mark = "ok" if terminal.plain else "✓"
    if terminal.says:
        terminal.out.print(Text.assemble((f"{mark} ", "bold green"), clean_lines(text)), soft_wrap=True)


def next_step(text: str) -> None:
    """Say who acts now and with what."""
    if terminal.advises:
        line = Text.assemble((f"{wording('screen.next')}: ", "bold"), clean_lines(text))
        terminal.err.print(line, soft_wrap=not terminal.err.is_terminal)


def note(text: str) -> None:
    """A sentence about what happens, beside the output proper."""
    if terminal.advises:
        terminal.err.print(Text(clean_lines(text)), soft_wrap=not terminal.err.is_terminal)


def error(text: str) -> None:
    """One line: what is wrong, where, what to do next."""
    terminal.err.print(Text.assemble(("veche: ", "bold red"), clean(text)), soft_wrap=True)


def heading(title: str, text: str) -> None:
    """A chapter of the demonstration: who acts, and what this does."""
    terminal.out.print()
    terminal.out.rule(
        Text(clean(title), style="bold"), align="left", characters="-" if terminal.plain else "─", style="dim"
    )
    terminal.out.print(Text(clean_lines(text)))


def show_command(line: str) -> None:
    """A command as its role would type it."""
    terminal.out.print(Text.assemble(("  $ ", "dim"), (clean(line), "cyan")), soft_wrap=True)


@contextmanager
def silence(*, everything: bool) -> Iterator[None]:
    """Inside the block nobody is told what to do next, and with `everything` nothing is shown but errors."""
    before = terminal.says, terminal.advises
    terminal.says, terminal.advises = not everything, False
    try:
        yield
    finally:
        terminal.says, terminal.advises = before


def clean_lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.split("\n"))


def table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()
) -> None:
    """A table on standard output; `numbers` are the columns set to the right."""
    if not terminal.says:
        return
    say(f"\n{title}", "bold")
    grid = Table(box=box.ASCII2 if terminal.plain else box.SIMPLE_HEAD, show_edge=False)
    for index, column in enumerate(columns):
        grid.add_column(Text(clean(column)), justify="right" if index in numbers else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    terminal.out.print(grid)


def facts(rows: Sequence[tuple[str, str]]) -> None:
    """Names and values in two columns; a value too long for the line goes on beneath itself."""
    if not terminal.says:
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim" if not terminal.plain else "")
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, Text(clean(value)))
    terminal.out.print(grid)


@contextmanager
def progress(*, quiet: bool = False, lasting: bool = False) -> Iterator[Report]:
    """A bar for each stage where bars may move, gone at the end unless `lasting`; elsewhere a line for each stage."""
    if quiet or not terminal.says:
        yield _nothing
        return
    if not terminal.moves:
        yield _lines()
        return
    columns = (
        TextColumn("  {task.description:<22}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=terminal.err, transient=not lasting) as bars:
        yield _bars(bars)
        for task in bars.tasks:
            bars.update(task.id, completed=task.total)


def counted(items: Sequence[Item], stage: str, report: Report) -> Iterator[Item]:
    """Every item in turn, telling how many have been worked through."""
    for number, item in enumerate(items, 1):
        yield item
        if number % 100 == 0 or number == len(items):
            report(stage, number, len(items))


@contextmanager
def waiting(name: str) -> Iterator[None]:
    """A bar without an end, for work that does not say how far it is."""
    if not terminal.moves or not terminal.says:
        yield
        return
    columns = (TextColumn("  {task.description:<22}"), BarColumn(bar_width=30), TextColumn("    "))
    with Progress(*columns, TimeElapsedColumn(), console=terminal.err, transient=True) as bars:
        bars.add_task(name, total=None)
        yield


def _nothing(stage: str, finished: int, total: int) -> None:
    del stage, finished, total


def _bars(bars: Progress) -> Report:
    tasks: dict[str, TaskID] = {}

    def report(stage: str, finished: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=max(total, 1))
        bars.update(tasks[stage], completed=finished if total else 1, total=max(total, 1))

    return report


def _lines() -> Report:
    told: set[str] = set()

    def report(stage: str, finished: int, total: int) -> None:
        if finished >= total and stage not in told:
            told.add(stage)
            terminal.err.print(Text(f"  {clean(wording('screen.done', stage=stage))}"))

    return report
