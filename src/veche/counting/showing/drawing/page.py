"""What all pictures of a count share: measures, the heading, columns for stages in strips, the legend, and the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from veche.words.formats import cut, exact

from ...record import Number, Transfer
from ..result_sheet import Sheet
from .lettering import STRONG, fitted, room_of, wrapped
from .svg import Picture

MARGIN = 200
SMALL, TEXT, LARGE = 130, 145, 230
"""Sizes of letters: votes, names, the title."""
LINE = 170
"""From one line of names or votes to the next."""
MOST_DIGITS = 2
"""After the point, and none where there are hundreds: a picture shows, the sheet states."""


@dataclass(frozen=True)
class Page:
    """`width` of the paper; `gutter` for names at the left, 0: names stand above their lanes; `column` the least for a stage."""

    width: int
    gutter: int
    column: int


WIDE = Page(10000, 2000, 1080)
"""For a screen, a report and a newspaper: A4 across its width."""
NARROW = Page(3800, 0, 1130)
"""For a telephone, and a column of a newspaper."""


@dataclass(frozen=True)
class Drawn:
    """A finished picture: `name` for its file, `title`, and `text`, which says all that the picture shows.

    `cuts` are heights at which a picture that is taller than a sheet of paper may go on on the next.
    """

    name: str
    title: str
    text: str
    svg: str
    cuts: tuple[int, ...] = ()


class Drawing:
    """A picture that grows downwards: `y` is how far it has come."""

    def __init__(self, sheet: Sheet, page: Page) -> None:
        self.sheet, self.count, self.words, self.page = sheet, sheet.count, sheet.words, page
        self.picture, self.y = Picture(), MARGIN
        self.cuts: list[int] = []
        most = max((votes for stage in self.count.stages for votes in stage.standing.values()), default=0)
        self.digits = min(sheet.digits, MOST_DIGITS if most < 100 else 0)

    def say(self, key: str, number: int | None = None, /, **places: object) -> str:
        return self.words.text(f"picture.{key}", number, **places)

    def votes(self, value: Number) -> str:
        return cut(self.words.language, value, self.digits)

    @property
    def left(self) -> int:
        """Where the first column begins."""
        return MARGIN + self.page.gutter

    @property
    def room(self) -> int:
        """For all columns together."""
        return self.page.width - MARGIN - self.left

    def paragraph(self, text: str, size: int, kind: str = "ink", more: str = "", most: int = 4) -> None:
        """Lines from margin to margin."""
        room = self.page.width - 2 * MARGIN
        for line in wrapped(text, room * 100 // STRONG if "strong" in more else room, size, most):
            self.y += size * 13 // 10
            self.picture.text(MARGIN, self.y, line, size, kind, more)

    def heading(self, title: str, *about: str) -> None:
        """The title, who is elected, and how to read the picture."""
        self.paragraph(title, LARGE, more="strong", most=3)
        self.y += 50
        self.paragraph(self.sheet.outcome().lines[0], TEXT, most=9)
        for line in about:
            self.paragraph(line, TEXT, "soft")

    def strip_head(self, stages: Sequence[int], step: int) -> None:
        """Above each column, the number of its stage and what it was about."""
        self.cuts.append(self.y + LINE)
        size, most = SMALL, 4
        top = self.y + 400
        told = [wrapped(self.told(position), step - 100, size, most) for position in stages]
        for column, (position, lines) in enumerate(zip(stages, told, strict=True)):
            x = self.left + column * step
            self.picture.text(x, top, self.say("stage", stage=position), TEXT, more="strong")
            for line, text in enumerate(lines, 1):
                self.picture.text(x, top + line * size * 13 // 10, text, size, "soft")
        self.y = top + max(map(len, told)) * size * 13 // 10 + 120

    def told(self, position: int) -> str:
        """What a stage was about, without its number."""
        return self.sheet.heading(position).removeprefix(
            self.sheet.say("stage_heading", stage=position, action="")
        )

    def name(self, text: str, top: int) -> None:
        """A candidate: at the left of the lane, or above it where there is no gutter."""
        if not self.page.gutter:
            self.figure(MARGIN, top - 50, fitted(text, self.page.width - 2 * MARGIN, TEXT), TEXT)
            return
        for line, part in enumerate(self.name_lines(text)):
            self.picture.text(self.left - 120, top + 140 + line * LINE, part, TEXT, more="right")

    def name_lines(self, text: str) -> list[str]:
        """A name as it stands at the left of a lane."""
        return wrapped(text, self.page.gutter - 150, TEXT, 3)

    def name_height(self, text: str) -> int:
        """What a lane must have so that its name does not run into the next."""
        return LINE * len(self.name_lines(text)) if self.page.gutter else 0

    def figure(self, x: int, y: int, text: str, size: int = SMALL, more: str = "") -> None:
        """Small text on a slip of paper, which keeps it readable whatever runs below it."""
        room = room_of(text, size, strong="strong" in more)
        self.picture.rect(x - 20, y - size, room + 40, size * 13 // 10, "paper")
        self.picture.text(x, y, text, size, "ink", more)

    def mark(self, x: int, y: int, *, won: bool) -> None:
        """A tick or a cross, and the word for it."""
        self.picture.rect(x - 25, y - SMALL, 200, SMALL * 13 // 10, "paper")
        self.figure(x + 150, y, self.say("elected" if won else "excluded"), more="strong")
        (self.picture.tick if won else self.picture.cross)(x, y)

    def legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Samples with their words, in lines as long as they fit."""
        self.y += 350
        x = MARGIN
        for kind, text in entries:
            needed = 450 + room_of(text, SMALL)
            if x > MARGIN and x + needed > self.page.width - MARGIN:
                x, self.y = MARGIN, self.y + 230
            self._sample(x, kind)
            self.picture.text(x + 330, self.y, text, SMALL)
            x += needed + 100

    def _sample(self, x: int, kind: str) -> None:
        if kind == "tick":
            self.picture.tick(x + 90, self.y)
        elif kind == "cross":
            self.picture.cross(x + 100, self.y)
        elif kind == "frame":
            self.picture.rect(x + 60, self.y - 120, 180, 140, kind)
        elif kind == "quota":
            self.picture.line(x + 140, self.y - 130, x + 140, self.y + 20, kind)
        else:
            self.picture.rect(x, self.y - 100, 260, 110, kind)

    def finish(self, name: str, title: str, text: str) -> Drawn:
        self.y += MARGIN + 50
        named = f"{name}-{self.count.votes_hash[:8]}"
        svg = self.picture.finish(named, str(self.words.language), self.page.width, self.y, title, text)
        return Drawn(name if self.page.gutter else f"{name}-narrow", title, text, svg, tuple(self.cuts[1:]))

    def standing_told(self, position: int) -> str:
        """The votes of all candidates at a stage, those without any left out."""
        stage = self.count.stages[position - 1]
        told = [
            f"{self.sheet.names[number]} {self.votes(votes)}"
            for number, votes in stage.standing.items()
            if votes
        ]
        return self.say("votes_now", list="; ".join(told))

    def moves_told(self, position: int) -> Iterator[str]:
        """Who passed what on to whom at a stage."""
        by_source: dict[int, dict[int, Number]] = {}
        for (source, target), votes in moves(self.count.stages[position - 1].transfers).items():
            by_source.setdefault(source, {})[target] = votes
        for source, targets in by_source.items():
            told = [f"{self.lane_name(target)} {self.votes(votes)}" for target, votes in targets.items()]
            yield self.say("passes_on", name=self.sheet.names[source], list="; ".join(told))

    def lane_name(self, number: int) -> str:
        """Of a candidate, or of the votes that are nobody's any more (0)."""
        if number:
            return self.sheet.names[number]
        lost = any(stage.lost for stage in self.count.stages)
        return self.say("exhausted") if lost else self.sheet.say("exhausted")

    def quota_told(self) -> str:
        """The quota; where it changes, the first and the last."""
        quotas = [stage.quota for stage in self.count.stages if stage.quota is not None]
        first, last = quotas[0], quotas[-1]
        same = exact(self.words.language, first)
        return self.say("quota", quota=same if first == last else f"{self.votes(first)}–{self.votes(last)}")

    def story(self) -> str:
        """All stages in words: the text that stands for the picture where it cannot be seen."""
        lines = [*self.sheet.outcome().lines]
        for position in range(1, len(self.count.stages) + 1):
            told = self.sheet.stage(position)
            lines += [f"{told.title}.", *told.lines] if told else []
            lines += [*self.moves_told(position), self.standing_told(position)]
        return "\n".join(lines)


def moves(transfers: Sequence[Transfer]) -> dict[tuple[int, int], Number]:
    """Votes by source and target, all parcels together; target 0: nobody."""
    found: dict[tuple[int, int], Number] = {}
    for one in transfers:
        key = (one.source, one.target or 0)
        found[key] = found.get(key, 0) + one.votes
    return found


def strips(stages: int, most: int, overlap: int) -> Iterator[range]:
    """Stages by number (from 1) in strips that are about equally long, of at most `most` stages; each strip but the first
    begins with the last `overlap` stages of the one above it."""
    parts = max(-(-(stages - overlap) // (most - overlap)), 1)
    length = -(-(stages - overlap) // parts)
    for start in range(1, max(stages - overlap, 1) + 1, max(length, 1)):
        yield range(start, min(start + length + overlap, stages + 1))


def scale(total: int, votes: Number) -> Fraction:
    """Units for a vote, so that so many votes take `total`."""
    return Fraction(total) / Fraction(votes) if votes else Fraction(0)
