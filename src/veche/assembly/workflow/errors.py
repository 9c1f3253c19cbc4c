"""What workflows raise. Each error is one line: what is wrong, where, and what to do next."""

from __future__ import annotations


class BadWorkflow(Exception):
    """A file that is no workflow. `file` as it was given, `place` inside it (empty for the whole), `reason` one sentence without a full stop."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        self.file, self.place, self.reason = file, place, reason
        super().__init__(file, place, reason)

    def __str__(self) -> str:
        return f"{self.file}{self.place and f', {self.place}'}: {self.reason}"


class UnknownWorkflow(Exception):
    """No workflow, or no state of a workflow, has this name. `near` are names to mean instead."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        self.name, self.near = name, near
        super().__init__(name, near)

    def __str__(self) -> str:
        return f"nothing is called {self.name}: there are {', '.join(self.near)}"
