"""What does not hold of minutes."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was changed. `code` names the sentence, `minutes:refused.<code>`; `field` the field of the form beside which it stands."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code, self.field = code, field
