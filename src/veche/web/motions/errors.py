"""What a motion does not allow."""

from __future__ import annotations


class Refused(Exception):
    """An action that does not hold here. `code` names the sentence for the member, `motions:refused.<code>`; nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
