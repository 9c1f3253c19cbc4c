"""What an assembly does not allow."""

from __future__ import annotations

from veche.words.sentence import Place


class Refused(Exception):
    """An action that does not hold here. `code` names the sentence for the reader, `assemblies:refused.<code>`; nothing was changed.

    `count` and `places` fill the sentence.
    """

    def __init__(self, code: str, count: int | None = None, **places: Place) -> None:
        super().__init__(code)
        self.code, self.count, self.places = code, count, places
