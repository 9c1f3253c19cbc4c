"""What the report raises. Every error is one line: what is wrong, where, and what to do next."""

from __future__ import annotations

from pathlib import Path


class ReportError(Exception):
    """The base of everything that `veche.report` raises by itself. `OSError` passes through."""


class BadReport(ReportError):
    """A report file, or something that it names, that cannot be reported as it stands.

    `file` as it was given, `place` inside it ("papers, returned"; empty for the whole file), `reason` what is wrong and what
    to do, without a full stop.
    """

    def __init__(self, file: Path | str, place: str, reason: str) -> None:
        self.file, self.place, self.reason = str(file), place, reason
        super().__init__(self.file, place, reason)

    def __str__(self) -> str:
        return f"{self.file}{self.place and f', {self.place}'}: {self.reason}"


class NoPrinter(ReportError):
    """A library of the system that lays out text is missing, so no PDF can be made. HTML and JSON need nothing."""

    def __init__(self, library: str) -> None:
        self.library = library
        super().__init__(library)

    def __str__(self) -> str:
        return (
            f"no PDF can be made: {self.library}: install Pango (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0), "
            "or write .html instead"
        )
