"""The tree as a picture that grows downwards: each vote a box, each seat a line under it, indented as deep as it stands.

Lengths are tenths of a pixel, as in veche.counting.showing.drawing. A verdict is a sign and a word, a share of votes a bar with its numbers under it:
no colour says anything alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from veche.assembly.mandate import Verdict, telling
from veche.counting.showing.drawing.lettering import STRONG, wrapped
from veche.counting.showing.drawing.svg import Picture
from veche.words import Language

from .folding import MOST, Fold, folded
from .speaking import BETWEEN, Speaker
from .tree import DEEPEST, Decision, Given, Seat

WIDTH = 3800
MARGIN, STEP, DEEP = 120, 150, 9
"""The margin, how far each level is indented, and the last level that is indented further."""
TEXT, SMALL = 165, 145
"""Sizes of letters."""
BAR = 90
"""How thick a bar is."""
SIGN = 190
"""Room for the sign of a verdict."""


def picture(decision: Decision, language: Language, most: int = MOST) -> str:
    """The whole file. `most` seats under each vote are drawn; the rest is folded into one line with its numbers."""
    return Drawing(Speaker(language), most).draw(decision)


class Drawing:
    """`y` is how far down it has come."""

    def __init__(self, speaker: Speaker, most: int) -> None:
        self.speaker, self.most = speaker, most
        self.picture, self.y = Picture(), MARGIN
        self.drawn: list[Decision] = []
        """Votes at home: one that gave the mandate of several seats is drawn under the first of them."""
        self.said: list[str] = []
        """All that is drawn, in words."""

    def draw(self, decision: Decision) -> str:
        self.vote(decision, 0)
        text = "\n".join(self.said)
        name = f"chain-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        title = self.speaker.say("picture.title", question=decision.title)
        return self.picture.finish(name, str(self.speaker.language), WIDTH, self.y + MARGIN, title, text)

    def vote(self, decision: Decision, depth: int) -> None:
        """The box of a vote, and everything under it."""
        left, top = _left(depth), self.y
        mark = len(self.picture.elements)
        self.y += 60
        self.write(left + 80, decision.body, TEXT, "ink", "strong")
        self.write(left + 80, decision.title, SMALL, "soft")
        if decision.given:
            self.bar(left + 80, decision.given)
            self.write(left + 80, self.speaker.given(decision.given), TEXT)
        else:
            self.write(left + 80, self.speaker.say("vote.no_numbers"), TEXT)
        if decision.outcome:
            self.write(left + 80, self.speaker.outcome(decision.outcome), TEXT, "ink", "strong")
        self.write(left + 80, self.speaker.say(f"how.{decision.how}"), SMALL, "soft")
        if decision.fingerprint:
            start = " ".join(decision.fingerprint[place : place + 4] for place in range(0, 16, 4))
            self.write(left + 80, self.speaker.say("vote.fingerprint", start=start), SMALL, "soft")
        self.y += 90
        self.frame(mark, left, top)
        self.under(decision, depth)

    def under(self, decision: Decision, depth: int) -> None:
        """The seats of a vote, joined to it by one line at their left."""
        answers = [one.answer for one in decision.given]
        shown, fold = folded(answers, decision.seats, self.most)
        top, last = self.y, self.y
        for seat in shown:
            last = self.seat(decision, seat, depth + 1)
        if fold is not None:
            last = self.fold(fold, depth + 1)
        if decision.seats:
            self.picture.line(_left(depth) + 60, top, _left(depth) + 60, last)

    def seat(self, decision: Decision, seat: Seat, depth: int) -> int:
        """Returns the height at which it is joined."""
        self.y += 110
        left, joined = _left(depth), self.y + TEXT
        self.join(depth, joined)
        held = self.speaker.say("seat.held", seat=self.speaker.seat(seat), delegate=seat.delegate)
        self.write(left, held, TEXT, "ink", "strong")
        self.write(
            left, self.speaker.say("seat.votes", seat.weight, voted=self.speaker.card(decision, seat)), SMALL
        )
        if seat.mandate:
            self.write(left, self.speaker.say("seat.mandate", mandate=seat.mandate), SMALL, "soft")
        self.verdict(left, seat.verdict, self.speaker.verdict(seat))
        if (
            seat.home is not None
            and depth + 1 <= 2 * DEEPEST
            and not any(seat.home is one for one in self.drawn)
        ):
            self.drawn.append(seat.home)
            self.y += 90
            self.picture.line(left + 60, self.y - 60, left + 60, self.y)
            self.vote(seat.home, depth + 1)
        return joined

    def fold(self, fold: Fold, depth: int) -> int:
        self.y += 110
        left, joined = _left(depth), self.y + TEXT
        self.join(depth, joined)
        self.write(left, self.speaker.say("fold.seats", fold.seats), TEXT, "ink", "strong")
        self.write(left, self.speaker.say("fold.weight", fold.weight), SMALL)
        self.bar(left, fold.given)
        self.write(left, self.speaker.given(fold.given), SMALL)
        for verdict, number in fold.verdicts:
            said = telling.verdict(verdict).say(self.speaker.mandates)
            self.verdict(left, verdict, BETWEEN.join((said, self.speaker.number(number))))
        return joined

    def join(self, depth: int, y: int) -> None:
        """A short line from the vote's own line to what hangs on it."""
        if _left(depth) > _left(depth - 1):
            self.picture.line(_left(depth - 1) + 60, y - 50, _left(depth) - 25, y - 50)

    def frame(self, mark: int, left: int, top: int) -> None:
        """A box around what was drawn since `mark`, under it."""
        right = WIDTH - MARGIN
        self.picture.path(f"M{left} {top}H{right}V{self.y}H{left}Z", "line")
        self.picture.elements.insert(mark, self.picture.elements.pop())

    def bar(self, left: int, given: Sequence[Given]) -> None:
        """Votes beside each other: the first answer filled, the second empty, the others filled lighter; each part has its edge."""
        whole, room = sum(one.votes for one in given), WIDTH - MARGIN - 80 - left
        if not whole:
            return
        self.y += 70
        start, counted = left, 0
        for place, one in enumerate(given):
            counted += one.votes
            end = left + room * counted // whole
            if end > start:
                self.picture.rect(
                    start, self.y, end - start, BAR, ("bar", "paper")[place] if place < 2 else "kept"
                )
                self.picture.path(f"M{start} {self.y}H{end}V{self.y + BAR}H{start}Z", "line")
            start = end
        self.y += BAR + 20

    def verdict(self, left: int, verdict: Verdict, said: str) -> None:
        """A sign and its word."""
        base = self.y + SMALL * 14 // 10
        match verdict:
            case Verdict.KEPT:
                self.picture.tick(left, base)
            case Verdict.BROKEN:
                self.picture.cross(left, base)
            case Verdict.ABSENT:
                self.picture.path(f"M{left} {base - 95}H{left + 95}V{base}H{left}Z", "line")
            case Verdict.OPEN:
                self.picture.text(left + 15, base, "?", TEXT, "ink", "strong")
            case Verdict.FREE:
                self.picture.line(left, base - 48, left + 95, base - 48)
        self.write(left + SIGN, said, SMALL, "ink", "strong")

    def write(self, left: int, text: str, size: int, kind: str = "ink", more: str = "") -> None:
        """As many lines as it takes, three at most, and said."""
        self.said.append(text)
        room = WIDTH - MARGIN - 60 - left
        for line in wrapped(text, room * 100 // STRONG if more else room, size, 3):
            self.y += size * 14 // 10
            self.picture.text(left, self.y, line, size, kind, more)


def _left(depth: int) -> int:
    return MARGIN + STEP * min(depth, DEEP)
