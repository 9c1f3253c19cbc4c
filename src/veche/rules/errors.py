"""What the library of rules raises. Every error is one line: what is wrong, where, and what to do next."""

from __future__ import annotations


class RulesError(Exception):
    """The base of everything that `veche.rules` raises by itself. `OSError` passes through."""


class BadRule(RulesError):
    """A file that is no decision rule.

    `file` as it was given, `place` inside it ("line 3", "quorum[0].at_least"; empty for the whole file), `reason` one
    plain sentence without a full stop.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file, self.place, self.reason = file, place, reason
        super().__init__(file, place, reason)

    def __str__(self) -> str:
        return f"{self.file}{self.place and f', {self.place}'}: {self.reason}"


class UnknownRule(RulesError):
    """No rule has this name, or the rule has several ways to decide and it was not said which."""

    def __init__(self, what: str, advice: str) -> None:
        self.what, self.advice = what, advice
        super().__init__(what, advice)

    def __str__(self) -> str:
        return f"{self.what}: {self.advice}"


class BadFigures(RulesError):
    """Figures that contradict each other, such as more votes than papers.

    `where` names the unit, the question or the file (empty where there is only one), `reason` as in `BadRule`.
    """

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(where, reason)

    def __str__(self) -> str:
        return f"{self.where or 'the figures'}: {self.reason}"
