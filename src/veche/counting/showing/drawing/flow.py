"""The transfer diagram: how the votes moved from stage to stage.

Every candidate has a lane that goes straight through all stages, the elected above. A bar is what they have at a stage; a
band is what goes on from there. What stays goes straight on at the top of the lane; what moves comes in below it, in the
order of the lanes it comes from, so that a band can be followed with a finger.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ...record import Number
from ..fates import fates
from ..result_sheet import Sheet
from .page import LINE, Drawing, Drawn, Page, moves, scale, strips

BAR = 130
"""Width of a bar."""
TALLEST, ALL = 1300, 6000
"""The largest bar, and all lanes together, are at most so high."""
NOBODY = 0
"""The lane of votes without a next preference, and of those lost in rounding."""


class Flow(Drawing):
    """`lanes` are candidates by number in the order of their fates, then NOBODY where votes end there."""

    def __init__(self, sheet: Sheet, page: Page) -> None:
        super().__init__(sheet, page)
        stages = self.count.stages
        self.standing: list[Mapping[int, Number]] = [
            {**stage.standing, NOBODY: stage.exhausted + stage.lost} for stage in stages
        ]
        self.moves = [moves(stage.transfers) for stage in stages]
        self.lanes = [one.number for one in fates(self.count) if one.number in stages[0].standing]
        self.lanes += [NOBODY] if any(standing[NOBODY] for standing in self.standing) else []
        most = {lane: max(standing.get(lane, 0) for standing in self.standing) for lane in self.lanes}
        self.unit = min(scale(TALLEST, max(most.values())), scale(ALL, sum(most.values())))

    def draw(self) -> Drawn:
        title = self.say("flow_title", title=self.sheet.title)
        self.heading(title, self.say("flow_about"))
        fits = max(self.room // self.page.column, 2)
        parts = list(strips(len(self.count.stages), fits, overlap=1))
        step = min(self.room // max(map(len, parts)), 2 * self.page.column)
        for stages in parts:
            self.strip(stages, step)
        self.legend(
            [
                ("bar", self.sheet.say("votes")),
                ("kept", self.say("kept")),
                ("moved", self.say("moved")),
                ("tick", self.say("elected")),
                ("cross", self.say("excluded")),
            ]
        )
        return self.finish("flow", title, self.story())

    def height(self, votes: Number) -> int:
        return int(Fraction(votes) * self.unit)

    def votes_at(self, position: int, lane: int) -> Number:
        return self.standing[position - 1].get(lane, 0)

    def strip(self, stages: range, step: int) -> None:
        """Some columns side by side, with the lanes that still matter there."""
        self.strip_head(stages, step)
        tops = self.place_lanes(stages)
        for column, position in enumerate(stages):
            x = self.left + column * step
            if column:
                self.bands(position, x - step + BAR, x, tops)
            for lane, top in tops.items():
                bar = max(
                    self.height(self.votes_at(position, lane)), 10 if self.votes_at(position, lane) else 0
                )
                if bar:
                    self.picture.rect(x, top, BAR, bar, "won" if self.is_elected(position, lane) else "bar")
        for lane, top in tops.items():
            self.name(self.lane_name(lane), top)
        for column, position in enumerate(stages):
            for lane, top in tops.items():
                self.label(position, lane, self.left + column * step + BAR + 40, top + 115, first=not column)

    def place_lanes(self, stages: range) -> dict[int, int]:
        """The top of each lane that has votes or loses its candidate in these stages."""
        tops = {}
        for lane in self.lanes:
            most = max(self.votes_at(position, lane) for position in stages)
            if not most and not any(self.is_fallen(position, lane) for position in stages[1:]):
                continue
            marked = any(
                self.votes_at(position, lane) and self.is_marked(position, lane, first=position == stages[0])
                for position in stages
            )
            height = max(
                self.height(most), 2 * LINE if marked else LINE, self.name_height(self.lane_name(lane))
            )
            self.y += 0 if self.page.gutter else 210
            tops[lane] = self.y
            self.y += height + 90
        return tops

    def bands(self, position: int, left: int, right: int, tops: Mapping[int, int]) -> None:
        """What goes from the stage before to this one."""
        gone = self.moves[position - 1]
        out = {lane: sum(votes for (source, _), votes in gone.items() if source == lane) for lane in tops}
        leaving: dict[int, Number] = {}
        arriving: dict[int, Number] = {}
        for lane, top in tops.items():
            kept = max(self.votes_at(position - 1, lane) - out[lane], 0)
            leaving[lane] = arriving[lane] = min(kept, self.votes_at(position, lane))
            if self.height(leaving[lane]):
                self.picture.band(left, right, top, top, self.height(leaving[lane]), "kept")
        for source in tops:
            for target in tops:
                votes = gone.get((source, target), 0)
                if votes:
                    start = tops[source] + self.height(leaving[source])
                    end = tops[target] + self.height(arriving[target])
                    self.picture.band(left, right, start, end, max(self.height(votes), 10), "moved")
                    leaving[source] += votes
                    arriving[target] += votes

    def label(self, position: int, lane: int, x: int, y: int, *, first: bool) -> None:
        """Votes where they are new, and what befell the candidate."""
        votes = self.votes_at(position, lane)
        changed = position == 1 or votes != self.votes_at(position - 1, lane)
        if votes and (first or changed):
            self.figure(x, y, self.votes(votes))
        if self.is_marked(position, lane, first=first):
            self.mark(x if votes else x - BAR, y + LINE if votes else y, won=self.is_elected(position, lane))

    def is_elected(self, position: int, lane: int) -> bool:
        return any(lane in stage.elected for stage in self.count.stages[:position])

    def is_fallen(self, position: int, lane: int) -> bool:
        return lane in self.count.stages[position - 1].excluded

    def is_marked(self, position: int, lane: int, *, first: bool) -> bool:
        """Where somebody is elected or excluded; in the first column of a strip also whoever was elected before."""
        stage = self.count.stages[position - 1]
        return lane in stage.elected or lane in stage.excluded or (first and self.is_elected(position, lane))


def can_flow(sheet: Sheet) -> bool:
    """Whether there are transfers to draw: Meek's method deals all papers anew at every stage, and most rules have one."""
    return any(stage.transfers for stage in sheet.count.stages)
