"""Names as files give them. A lot is keyed by names, and a report prints them: so they differ, and hide nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ..contest import Candidate
from .lines import Lines

LONGEST = 1000
"""Characters of a name or a title."""

WRONG_ENCODING = dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}")
"""Control characters that only a text saved in the wrong encoding has: real files of councils do. Terminals obey them."""

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing, and so what a reader sees behind them."""


def named(lines: Lines, given: Iterable[tuple[int, str]]) -> tuple[Candidate, ...]:
    """Candidates from the names on the lines with these numbers. Raises BadBallots for one that cannot stand."""
    found: dict[str, int] = {}
    for number, text in given:
        name = cleaned(lines, number, text)
        if not name:
            raise lines.refusal(f"candidate {len(found) + 1} has no name", number)
        if name in found:
            raise lines.refusal(f"two candidates are called {name}: tell them apart", number)
        found[name] = number
    return tuple(Candidate(number, name) for number, name in enumerate(found, start=1))


def cleaned(lines: Lines, number: int, text: str) -> str:
    """A name or a title with single spaces and composed letters. Raises BadBallots for hidden characters."""
    if not text.isprintable():  # as almost every name is: then it hides nothing
        text = text.translate(WRONG_ENCODING)
        if (hidden := hidden_in(text)) is not None:
            raise lines.refusal(f"a name holds the hidden character U+{ord(hidden):04X}: take it out", number)
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(name) > LONGEST:
        raise lines.refusal(f"a name is longer than {LONGEST} characters", number)
    return name


def hidden_in(text: str) -> str | None:
    """The first character that controls a terminal or a printer, breaks a line, or turns the direction of writing."""
    if text.isprintable():  # as almost every name is: then it has none of them
        return None
    bad = (
        c for c in text if c in TURNING or (c != "\t" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp"))
    )
    return next(bad, None)
