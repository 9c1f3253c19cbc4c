"""The count, as the room of counting tells it: its result sheet, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from veche.counting.showing import result_sheet
from veche.counting.showing.drawing import pictures
from veche.report.blocks import Block, Fact, Facts, Grid, Items, Paragraph, Picture, Section
from veche.report.facts import Facts as Report
from veche.report.voice import Voice, plain

WIDEST = 92
"""Characters of a table that fit across the page."""
MOST_TRANSFERS = 60
"""Two pages of them. More are read by nobody on paper; the record of the count has them all."""
GAP = 3
"""What the space between two columns takes of them."""


def count(report: Report, say: Voice) -> Section | None:
    """Rule, stages, transfers, ties, lot. Not where figures are withheld: stages tell more than sums."""
    if report.count is None or not report.published:
        return None
    transfers = say.counting.text("show.transfers")
    blocks: list[Block] = []
    for part in result_sheet.result_sheet(report.count, say.language):
        if (
            part.title == transfers
            and isinstance(part, result_sheet.Grid)
            and len(part.rows) > MOST_TRANSFERS
        ):
            blocks.append(Paragraph(say("counted.transfers", len(part.rows))))
        else:
            blocks += _blocks(part)
    blocks += [Picture(one.text, one.svg, one.cuts) for one in pictures(report.count, say.language)]
    return Section(say("heading.count"), tuple(blocks))


def _blocks(part: result_sheet.Part) -> Iterator[Block]:
    match part:
        case result_sheet.Facts(title, rows):
            yield Facts(title, tuple(Fact(name, plain(value), _is_digest(value)) for name, value in rows))
        case result_sheet.Lines(title, lines):
            yield Items(tuple(map(plain, lines)), caption=plain(title))
        case result_sheet.Grid():
            for block in result_sheet.in_blocks(part, WIDEST, GAP):
                cells = tuple(tuple(map(plain, row)) for row in block.rows)
                yield Grid(block.title, tuple(map(plain, block.columns)), cells, block.numbers)


def _is_digest(text: str) -> bool:
    return len(text) == 64 and text.isalnum()
