"""Why seats cannot be shared as the statutes say."""

from __future__ import annotations

from collections.abc import Sequence


class CannotShare(ValueError):
    """`code` names the reason: no_bodies, no_seats, least_above_most, too_few, too_many, no_members, out_of_bounds."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NeedsLot(ValueError):
    """Between these bodies, of one size, only a lot can decide: give one that was sealed before. `ids` of the bodies."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("bodies of one size claim the last seats")
        self.ids = tuple(ids)
