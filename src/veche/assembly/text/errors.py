"""What the library of texts raises. `paragraph` counts from 0; whoever shows it to people counts from 1."""

from __future__ import annotations

from dataclasses import dataclass


class TextError(Exception):
    """The base of everything here."""


class TooLong(TextError):
    """A text with more characters or paragraphs than anybody reads. `limit` is what holds."""

    def __init__(self, limit: int, unit: str) -> None:
        self.limit, self.unit = limit, unit
        super().__init__(limit, unit)

    def __str__(self) -> str:
        return f"the text is too long: at most {self.limit} {self.unit}"


class BadChange(TextError):
    """What was read is no list of changes. `reason`: one sentence without a full stop."""


class Misfit(TextError):
    """Changes that do not belong to this text: a paragraph that is not there, or two changes of one paragraph."""

    def __init__(self, paragraph: int, reason: str) -> None:
        self.paragraph, self.reason = paragraph, reason
        super().__init__(paragraph, reason)

    def __str__(self) -> str:
        return f"paragraph {self.paragraph + 1}: {self.reason}"


@dataclass(frozen=True)
class Conflict:
    """Two amendments, by id, the lower number first, that cannot both hold, and the paragraph (from 0) of the text that both amend."""

    first: str
    second: str
    paragraph: int
    to: str | None = None
    """The amendment whose text it is; none: the text itself."""

    def __str__(self) -> str:
        return f"{self.first} and {self.second} cannot both hold in paragraph {self.paragraph + 1}"


class Conflicting(TextError):
    """Amendments that cannot all hold. `conflicts`: which, and where."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        self.conflicts = conflicts
        super().__init__(conflicts)

    def __str__(self) -> str:
        return "; ".join(str(one) for one in self.conflicts)


class Overtaken(TextError):
    """A change cannot be carried over to the newer text.

    `paragraph` is a paragraph of the older text; `gone`: the newer text does not have it any more, otherwise it is worded otherwise there.
    """

    def __init__(self, paragraph: int, *, gone: bool) -> None:
        self.paragraph, self.gone = paragraph, gone
        super().__init__(paragraph, gone)

    def __str__(self) -> str:
        return f"paragraph {self.paragraph + 1} {'is gone' if self.gone else 'was changed'} in the newer text"
