"""Pictures that are taller than a sheet of paper, cut between their strips and laid on several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from veche.counting.showing.drawing.svg import PX

from .blocks import Block, Document, Picture

TALLEST = {True: 12_400, False: 13_800}
"""Of a picture on one sheet, Letter or A4, in its own units, of which a page has 10,000 across."""
SIZE = re.compile(r'height="\d+" viewBox="0 0 (\d+) (\d+)"')
TITLE = re.compile(r"(<title [^>]*>)([^<]*)</title>\n(<desc [^>]*>)[^<]*")


def on_sheets(document: Document) -> Document:
    """The same document, its tall pictures in pieces. What a picture says in words stands with its first piece."""
    tallest = TALLEST[document.letter]
    sections = (
        replace(section, blocks=tuple(piece for block in section.blocks for piece in _pieces(block, tallest)))
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _pieces(block: Block, tallest: int) -> Iterator[Block]:
    size = SIZE.search(block.svg) if isinstance(block, Picture) else None
    if size is None or not isinstance(block, Picture) or int(size[2]) <= tallest:
        yield block
        return
    ends = windows(block.cuts, int(size[2]), tallest)
    for number, (top, bottom) in enumerate(pairwise(ends), 1):
        height = bottom - top
        svg = SIZE.sub(f'height="{height // PX}" viewBox="0 {top} {size[1]} {height}"', block.svg, count=1)
        yield Picture(block.text, _named(svg, number, len(ends) - 1))


def windows(cuts: Sequence[int], height: int, tallest: int) -> list[int]:
    """From 0 to the height, by as few cuts as there can be. A piece without a cut in it may be taller than a sheet."""
    ends, last = [0], 0
    for place in (*cuts, height):
        if place - ends[-1] > tallest and last > ends[-1]:
            ends.append(last)
        last = place
    return [*ends, height]


def _named(svg: str, number: int, pieces: int) -> str:
    """Each piece with ids of its own; all but the first say which piece of what they are."""
    if number == 1:
        return svg
    svg = TITLE.sub(rf"\1\2 ({number}/{pieces})</title>\n\3\2 ({number}/{pieces})", svg, count=1)
    return re.sub(r"-(title|text)\b(?=[ \"])", rf"-{number}-\1", svg)
