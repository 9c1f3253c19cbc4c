"""What the library of standing orders raises: one line each, what is wrong and where."""

from __future__ import annotations


class BadOrders(ValueError):
    """No standing orders. `place` inside them ("speaking.seconds"; empty for the whole), `reason` one sentence without a full stop."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(place, reason)

    def __str__(self) -> str:
        return f"{self.place or 'the standing orders'}: {self.reason}"


class UnknownOrders(LookupError):
    """No standing orders of this id are shipped."""
