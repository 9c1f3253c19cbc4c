"""What a table says about itself before its header: `# seats: 3`, one note a line."""

from __future__ import annotations

import re
from enum import StrEnum

from .lines import Lines, shown
from .names import cleaned

KEYS = ("title", "seats", "withdrawn", "ballots")
MOST = 1_000

QUOTED = re.compile(r'"((?:[^"]|"")*)"[,;\t]*')
NUMBER = re.compile(r"[0-9]{1,4}")


class Cells(StrEnum):
    """What the cells of a table mean."""

    RANKS = "ranks"
    SCORES = "scores"
    """Points, or grades of which 0 is the lowest."""
    APPROVAL = "approval"


class Notes:
    """The notes of a table, taken from its first lines; the next line is its header. Raises BadBallots."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.said: dict[str, tuple[int, str]] = {}
        while (line := lines.line()) is not None:
            text = lines.text(line).strip()
            if text and not text.startswith(("#", '"#')):
                lines.give_back(line)
                break
            if text:
                self._take(text)

    def _take(self, text: str) -> None:
        """A spreadsheet may have put the note in quotation marks, with empty cells behind."""
        quoted = QUOTED.fullmatch(text)
        note = quoted[1].replace('""', '"') if quoted else text.rstrip(",;\t")
        key, _, value = note.removeprefix("#").partition(":")
        if key.strip() not in KEYS or key.strip() in self.said:
            raise self.lines.refusal(f"a note is one of {', '.join(KEYS)}, each once, such as # seats: 3")
        self.said[key.strip()] = (self.lines.number, cleaned(self.lines, self.lines.number, value))

    def title(self) -> str:
        return self.said.get("title", (0, ""))[1]

    def seats(self) -> int:
        """One if not said."""
        line, text = self.said.get("seats", (0, "1"))
        if not NUMBER.fullmatch(text) or not 0 < int(text) <= MOST:
            raise self.lines.refusal(f"seats are a number from 1 to {MOST}, not {shown(text)}", line)
        return int(text)

    def withdrawn(self, count: int) -> frozenset[int]:
        """Nobody if not said."""
        line, text = self.said.get("withdrawn", (0, ""))
        words = text.replace(",", " ").split()
        if unknown := [word for word in words if not NUMBER.fullmatch(word) or not 0 < int(word) <= count]:
            raise self.lines.refusal(
                f"unknown candidate: {shown(unknown[0])} withdrew, and there are {count}", line
            )
        return frozenset(map(int, words))

    def cells(self, asked: Cells | None) -> Cells:
        """What the note says, else what was asked for, else ranks; the two may not differ."""
        line, text = self.said.get("ballots", (0, asked or Cells.RANKS))
        if text not in list(Cells):
            raise self.lines.refusal(f"ballots are ranks, scores or approval, not {shown(text)}", line)
        if asked is not None and text != asked:
            raise self.lines.refusal(
                f"the file says that its ballots are {text}, and was to be read as {asked}", line
            )
        return Cells(text)
