"""A count in the terminal: the parts of its result sheet, as wide as the window."""

from __future__ import annotations

from collections.abc import Sequence

from veche.cli.terminal import facts, say, table, terminal
from veche.counting.showing.result_sheet import Facts, Grid, Lines, Part, in_blocks

GAP = 3
"""Characters between two columns of a table."""


def show_sheet(parts: Sequence[Part]) -> None:
    """Print all parts, the first, which is the result, as it would be read out."""
    for position, part in enumerate(parts):
        match part:
            case Lines(title, lines):
                say(title if position == 0 else f"\n{title}", "bold")
                for line in lines:
                    say(line)
            case Facts(title, rows):
                say(f"\n{title}", "bold")
                facts(rows)
            case Grid():
                for number, block in enumerate(in_blocks(part, terminal.out.width - GAP, GAP)):
                    table("" if number else part.title, block.columns, block.rows, sorted(block.numbers))
