"""What the statutes, or the state of things, do not allow."""

from __future__ import annotations

from collections.abc import Sequence

from veche.assembly.terms import Objection


class Refused(Exception):
    """An action that does not hold here. `code` names the sentence for the page, `delegates:refused.<code>`; nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Objected(Refused):
    """The statutes object to somebody. `name` is theirs; `objections` say why."""

    def __init__(self, name: str, objections: Sequence[Objection]) -> None:
        super().__init__("objected")
        self.name, self.objections = name, tuple(objections)

    def __str__(self) -> str:
        """Without the name: an exception may come into a log."""
        return "objected"
