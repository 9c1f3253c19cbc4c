"""The matrix of preferences: for every two candidates, how many papers prefer one to the other. The winner's is framed."""

from __future__ import annotations

from ...record import Table
from ..result_sheet import Sheet
from .lettering import fitted, room_of
from .page import LINE, MARGIN, SMALL, TEXT, Drawing, Drawn, Page

PREFERENCES = "table.preferences"
CELL, HIGH = 560, 300
INDENT = 350
"""For the numbers before the names."""


class Matrix(Drawing):
    """`figures[row][column]`, both in the order of `names`; None on the diagonal."""

    def __init__(self, sheet: Sheet, page: Page, table: Table) -> None:
        super().__init__(sheet, page)
        self.names = [str(row[0]) for row in table.rows]
        self.figures = [[one if isinstance(one, int) else None for one in row[1:]] for row in table.rows]

    def draw(self) -> Drawn:
        title = self.say("matrix_title", title=self.sheet.title)
        self.heading(title, self.say("matrix_about"))
        if not self.page.gutter:
            self.names_listed()
        fits = max((self.page.width - MARGIN - self.start) // CELL, 1)
        for first in range(0, len(self.names), fits):
            self.block(range(first, min(first + fits, len(self.names))))
        self.legend([("frame", self.say("preferred"))])
        return self.finish("matrix", title, self.story())

    @property
    def start(self) -> int:
        """Where the first column begins: as late as the names like it and the columns leave room."""
        if not self.page.gutter:
            return MARGIN + INDENT
        spare = self.page.width - 2 * MARGIN - len(self.names) * CELL
        wanted = INDENT + max(room_of(name, TEXT) for name in self.names) + 150
        return MARGIN + max(self.page.gutter, min(wanted, spare))

    def names_listed(self) -> None:
        """On a narrow paper the names stand above, and their numbers in the table."""
        self.y += 150
        for row, name in enumerate(self.names, 1):
            self.y += LINE
            self.picture.text(MARGIN, self.y, str(row), TEXT, more="strong")
            room = self.page.width - 2 * MARGIN - INDENT
            self.picture.text(MARGIN + INDENT, self.y, fitted(name, room, TEXT), TEXT)

    def block(self, columns: range) -> None:
        """Some of the columns, headed by the places of the candidates in the list of rows."""
        self.y += 350
        for place, column in enumerate(columns):
            x = self.start + place * CELL + CELL // 2
            self.picture.text(x, self.y, str(column + 1), TEXT, more="strong middle")
        self.y += 80
        for row, name in enumerate(self.names):
            self.row(row, name, columns)
        self.picture.line(MARGIN, self.y, self.start + len(columns) * CELL, self.y)

    def row(self, row: int, name: str, columns: range) -> None:
        self.picture.line(MARGIN, self.y, self.start + len(columns) * CELL, self.y)
        self.picture.text(MARGIN, self.y + 200, str(row + 1), TEXT, more="strong")
        if self.page.gutter:
            name = fitted(name, self.start - MARGIN - INDENT - 100, TEXT)
            self.picture.text(MARGIN + INDENT, self.y + 200, name, TEXT)
        for place, column in enumerate(columns):
            x, value = self.start + place * CELL, self.figures[row][column]
            if value is None:
                self.picture.line(x + 200, self.y + 150, x + CELL - 200, self.y + 150)
                continue
            if self.wins(row, column):
                self.picture.rect(x + 30, self.y + 40, CELL - 60, HIGH - 80, "frame")
            self.picture.text(x + CELL // 2, self.y + 195, self.sheet.number(value), SMALL, more="middle")
        self.y += HIGH

    def wins(self, row: int, column: int) -> bool:
        ours, theirs = self.figures[row][column], self.figures[column][row]
        return ours is not None and theirs is not None and ours > theirs

    def story(self) -> str:
        """Every row in words."""
        lines = [*self.sheet.outcome().lines, self.say("matrix_about")]
        for row, name in enumerate(self.names):
            told = [
                f"{other} {ours}–{theirs}"
                for column, other in enumerate(self.names)
                if (ours := self.figures[row][column]) is not None
                and (theirs := self.figures[column][row]) is not None
            ]
            lines.append(self.say("matrix_row", name=name, list="; ".join(told)))
        return "\n".join(lines)


def preferences(sheet: Sheet) -> Table | None:
    """The table that the rules for pairs leave in the record."""
    return next(
        (table for table in sheet.count.tables if table.title.key == PREFERENCES and table.rows), None
    )
