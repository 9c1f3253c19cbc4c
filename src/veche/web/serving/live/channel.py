"""What all streams of one kind and language of an assembly have in common: the fragment as it is now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from veche.words import Language


class Where(NamedTuple):
    """What is looked at. Two that differ in anything never share a fragment."""

    assembly: UUID
    kind: str
    language: Language


@dataclass
class Channel:
    """`version` grows with every fragment that differs from the one before; followers wait for `changed`."""

    changed: asyncio.Future[None]
    following: int = 0
    pulse: int | None = None
    """The last that was looked at; none: nothing was rendered yet."""
    version: int = 0
    event: bytes = b""
    ended: bool = False
    rest: float = 0.0
    """Until when nothing more is sent, in the time of the loop."""
    fragment: str | None = field(default=None, repr=False)

    def show(self, pulse: int, fragment: str) -> None:
        """Have everybody sent the fragment, unless it is what they have."""
        self.pulse = pulse
        if fragment != self.fragment:
            self.fragment, self.event = fragment, event(pulse, fragment)
            self.version += 1
            self._wake()

    def end(self) -> None:
        self.ended = True
        self._wake()

    def _wake(self) -> None:
        waiting, self.changed = self.changed, self.changed.get_loop().create_future()
        waiting.set_result(None)


def event(number: int, text: str) -> bytes:
    """As the standard writes it: a line of data for each line of text."""
    lines = "".join(f"data: {line}\n" for line in text.splitlines())
    return f"id: {number}\n{lines}\n".encode()
