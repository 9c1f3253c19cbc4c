"""A count as pictures: plain SVG, with everything that it shows in words as well.

    svg         elements, colours in light, dark and print, whole numbers only
    lettering   how much room a text takes
    page        what all pictures share
    flow        the transfer diagram
    chart       the stage chart; bars where there is one stage
    matrix      each candidate against each other

A picture comes in two widths: for a screen or a printed page, and for a telephone.
"""

from __future__ import annotations

from veche.words import Language

from ...record import Count
from ..result_sheet import Sheet, words_of
from .chart import Chart
from .flow import Flow, can_flow
from .matrix import Matrix, preferences
from .page import NARROW, WIDE, Drawn, Page

__all__ = ["NARROW", "WIDE", "Drawn", "Page", "pictures"]


def pictures(count: Count, language: Language, page: Page = WIDE) -> tuple[Drawn, ...]:
    """The pictures that this count can have: `flow` where papers move, `stages` where there are votes, `matrix` for pairs."""
    sheet = Sheet(count, words_of(language))
    found = []
    if can_flow(sheet):
        found.append(Flow(sheet, page).draw())
    if any(stage.standing for stage in count.stages):
        found.append(Chart(sheet, page).draw())
    table = preferences(sheet)
    if table is not None:
        found.append(Matrix(sheet, page, table).draw())
    return tuple(found)
