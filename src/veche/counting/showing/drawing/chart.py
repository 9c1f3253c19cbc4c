"""The stage chart: a row for each candidate, a column for each stage, a bar for the votes and a line for the quota.

A count with one stage is a chart with one column, as wide as the paper.
"""

from __future__ import annotations

from fractions import Fraction

from ...record import Number
from ..fates import fates
from ..result_sheet import Sheet
from .lettering import room_of
from .page import LINE, SMALL, Drawing, Drawn, Page, scale, strips

BAR = 110
"""Height of a bar; the votes stand in a line above it, and who is elected in a line below."""


class Chart(Drawing):
    """All bars have the same scale."""

    def __init__(self, sheet: Sheet, page: Page) -> None:
        super().__init__(sheet, page)
        self.rows = [one.number for one in fates(self.count) if one.number in self.count.stages[0].standing]
        self.most = max(
            max((*stage.standing.values(), stage.quota or 0), default=0) for stage in self.count.stages
        )

    def draw(self) -> Drawn:
        many = len(self.count.stages) > 1
        title = self.say("chart_title" if many else "bars_title", title=self.sheet.title)
        self.heading(title, *([self.say("chart_about")] if many else []))
        parts = list(strips(len(self.count.stages), max(self.room // self.page.column, 1), overlap=0))
        step = self.room // max(map(len, parts))
        for stages in parts:
            self.strip(stages, min(step, 2 * self.page.column) if many else step)
        entries = [("bar", self.sheet.say("votes"))]
        if any(stage.quota for stage in self.count.stages):
            entries.append(("quota", self.quota_told()))
        fallen = any(stage.excluded for stage in self.count.stages)
        won = not self.sheet.is_motion and self.count.winners
        entries += [
            *([("tick", self.say("elected"))] if won else []),
            *([("cross", self.say("excluded"))] if fallen else []),
        ]
        self.legend(entries)
        return self.finish("stages", title, self.story())

    def strip(self, stages: range, step: int) -> None:
        """Some stages side by side, with the candidates who are still there."""
        if len(self.count.stages) > 1:
            self.strip_head(stages, step)
        else:
            self.y += 150
        unit = scale(step - 180, self.most)
        for number in self.rows:
            if len(self.count.stages) == 1 or any(
                self.votes_at(position, number) or self.is_marked(position, number) for position in stages
            ):
                self.cuts += [self.y - 20] if len(self.count.stages) == 1 else []
                self.row(number, stages, step, unit)

    def row(self, number: int, stages: range, step: int, unit: Fraction) -> None:
        self.y += 0 if self.page.gutter else 200
        self.name(self.sheet.names[number], self.y)
        for column, position in enumerate(stages):
            self.cell(self.left + column * step, position, number, unit)
        told = any(
            self.votes_at(position, number) and self.is_marked(position, number) for position in stages
        )
        height = LINE + BAR + 120 + (LINE if told else 0)
        self.y += max(height, self.name_height(self.sheet.names[number]) + 60)

    def cell(self, x: int, position: int, number: int, unit: Fraction) -> None:
        """Votes in figures, the bar below with the line of the quota, and what befell the candidate."""
        votes, quota = self.votes_at(position, number), self.count.stages[position - 1].quota
        won = not self.sheet.is_motion and any(number in one.elected for one in self.count.stages[:position])
        bar = self.y + LINE
        if votes or len(self.count.stages) == 1:
            told = self.votes(votes)
            self.picture.text(x, self.y + 130, told, SMALL)
            self.picture.rect(x, bar, max(int(Fraction(votes) * unit), 10), BAR, "won" if won else "bar")
            if won and not self.is_marked(position, number):
                self.picture.tick(x + room_of(told, SMALL) + 70, self.y + 130)
            if quota:
                at = x + int(Fraction(quota) * unit)
                self.picture.line(at, bar - 30, at, bar + BAR + 30, "slip")
                self.picture.line(at, bar - 30, at, bar + BAR + 30, "quota")
        if self.is_marked(position, number):
            self.mark(x, self.y + 130 + (LINE + BAR if votes else 0), won=won)

    def votes_at(self, position: int, number: int) -> Number:
        return self.count.stages[position - 1].standing.get(number, 0)

    def is_marked(self, position: int, number: int) -> bool:
        stage = self.count.stages[position - 1]
        return not self.sheet.is_motion and (number in stage.elected or number in stage.excluded)
