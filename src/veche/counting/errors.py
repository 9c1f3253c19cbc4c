"""What the counting library raises. Every error is one line: what is wrong, where, and what to do next."""

from __future__ import annotations

from pathlib import Path


class CountingError(Exception):
    """The base of everything that `veche.counting` raises by itself. `OSError` passes through."""


class BadBallots(CountingError):
    """A file of ballots that cannot be counted as it stands.

    `file` as it was given, `line` counted from 1 (None where no line can be named), `reason` one plain sentence without a
    full stop.
    """

    def __init__(self, file: Path | str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = str(file), line, reason
        super().__init__(self.file, line, reason)

    def __str__(self) -> str:
        return f"{self.file}{'' if self.line is None else f', line {self.line}'}: {self.reason}"


class CannotCount(CountingError):
    """A rule was asked for what it does not do: other ballots, an unknown setting, more seats than it fills."""

    def __init__(self, what: str, advice: str) -> None:
        self.what, self.advice = what, advice
        super().__init__(what, advice)

    def __str__(self) -> str:
        return f"{self.what}: {self.advice}"


class TieNeedsLot(CountingError):
    """The rule leaves a tie to a lot, and no lot was sealed before the count.

    `stage` counted from 1, `candidates` by number, `names` as in the file.
    """

    def __init__(self, stage: int, candidates: tuple[int, ...], names: tuple[str, ...]) -> None:
        self.stage, self.candidates, self.names = stage, candidates, names
        super().__init__(stage, candidates, names)

    def __str__(self) -> str:
        return (
            f"stage {self.stage}: {' and '.join(self.names)} are tied, and the rule asks for a lot: "
            "give a lot that was sealed before the count"
        )


class LotMismatch(CountingError):
    """A seed that is not the one that was committed to."""


class CannotReserve(CountingError):
    """Reserved seats that these candidates cannot fill, or limits that contradict each other."""


class BadRecord(CountingError):
    """A file that is not the record of a count."""

    def __init__(self, what: str, advice: str) -> None:
        self.what, self.advice = what, advice
        super().__init__(what, advice)

    def __str__(self) -> str:
        return f"not the record of a count: {self.what}: {self.advice}"


class CannotWrite(CountingError):
    """A contest that the format asked for cannot hold."""


class BadTerms(CountingError):
    """A file of reserved seats or of linked contests that says what it cannot: file, where in it, and why."""

    def __init__(self, file: Path | str, where: str, reason: str) -> None:
        self.file, self.where, self.reason = str(file), where, reason
        super().__init__(self.file, where, reason)

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.reason}" if self.where else f"{self.file}: {self.reason}"
