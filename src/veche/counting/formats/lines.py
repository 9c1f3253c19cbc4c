"""A file of text, taken line by line or in blocks of whole lines; never more of it in memory than one block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from ..errors import BadBallots

BLOCK = 1 << 20
"""Bytes read at a time, and the length of a line beyond which it is not waited for its end."""

COMMAS = re.compile(rb",+(?=\r?\n)|,+\r?\Z")

BOM = b"\xef\xbb\xbf"


class Source(Protocol):
    """Whatever gives bytes in chunks, and none at its end: an open file, a pipe."""

    def read(self, size: int, /) -> bytes: ...


class Trimmed:
    """Lines without the commas at their ends: a spreadsheet that saved a text of one column as a table puts them there."""

    def __init__(self, source: Source, held: bytes) -> None:
        self.source, self.held = source, held

    def read(self, size: int, /) -> bytes:
        while more := self.source.read(size):
            # What the block ends with may be the end of a line, whose line feed is still to come.
            text = self.held + more
            kept = text.rstrip(b",\r")
            self.held = text[len(kept) :]
            if kept:
                return COMMAS.sub(b"", kept)
        last, self.held = self.held, b""
        return COMMAS.sub(b"", last)


class Lines:
    """`name` as errors give it, `number` of the last line taken (0 before the first)."""

    def __init__(self, source: Source, name: str) -> None:
        self.name, self.number = name, 0
        self._source = source
        self._held, self._at = b"", 0
        self._more()
        self._held = self._held.removeprefix(BOM)

    def line(self) -> bytes | None:
        """The next line with its end, or None behind the last."""
        end = self._held.find(b"\n", self._at)
        while end < 0 and self._more():
            end = self._held.find(b"\n", self._at)
        return self._take(end + 1 or len(self._held))

    def block(self) -> bytes | None:
        """As many whole lines as are at hand, at least one, or None behind the last."""
        end = self._held.rfind(b"\n", self._at)
        while end < 0 and self._more():
            end = self._held.rfind(b"\n", self._at)
        return self._take(end + 1 or len(self._held))

    def give_back(self, text: bytes) -> None:
        """What was taken last, or the end of it, is still to come."""
        self._at -= len(text)
        self.number -= _count(text)

    def trim(self) -> None:
        """From here on, the lines are without the commas at their ends."""
        self._source, self._held, self._at = Trimmed(self._source, self._held[self._at :]), b"", 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """The number and the text of each line that is left, blanks around it taken off."""
        while (line := self.line()) is not None:
            yield self.number, self.text(line).strip()

    def text(self, line: bytes, number: int | None = None) -> str:
        """Raises BadBallots for what is not UTF-8; `number` is that of the line, if not the last one taken."""
        try:
            return line.decode()
        except UnicodeDecodeError:
            raise self.refusal("the line is not UTF-8: save the file as UTF-8", number) from None

    def refusal(self, reason: str, number: int | None = None) -> BadBallots:
        """The error that names this file and the line, if not another the last one taken."""
        return BadBallots(self.name, number or self.number or 1, reason)

    def _take(self, end: int) -> bytes | None:
        text = self._held[self._at : end]
        self._at = end
        self.number += _count(text)
        return text or None

    def _more(self) -> bool:
        if len(self._held) - self._at > BLOCK:
            raise self.refusal("the line is longer than any ballot", self.number + 1)
        more = self._source.read(BLOCK)
        self._held, self._at = self._held[self._at :] + more, 0
        return bool(more)


def _count(text: bytes) -> int:
    return text.count(b"\n") + (not text.endswith(b"\n") and text != b"")


def shown(text: str) -> str:
    """Something that does not belong here, in quotation marks, as far as it can be shown."""
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:40]) + '"'
