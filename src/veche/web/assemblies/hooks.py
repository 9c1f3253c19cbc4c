"""What rooms above an assembly hang on to it. They connect in their AppConfig.ready; nothing here knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.dispatch import Signal

from veche.web.delegates.models import Delegacy

from .models import Poll


class AgainstMandate(Exception):
    """A delegate is about to vote otherwise than those who sent them said. `sentence` is a text key with its places, for the page.

    `refused`: the statutes do not let it happen; otherwise it is asked once more, and then taken.
    """

    def __init__(self, sentence: str, *, refused: bool) -> None:
        super().__init__(sentence)
        self.sentence, self.refused = sentence, refused


BeforeBallot = Callable[[Poll, Delegacy, Sequence[int]], None]
before_ballot: list[BeforeBallot] = []
"""Each is called before a delegate's open ballot is taken, with what is chosen: a number for each answer. May raise AgainstMandate."""

Beside = Callable[[Poll, Delegacy], str]
beside_ballot: list[Beside] = []
"""Each may say something beside the ballot of a delegate: a text in the voice of nobody, already in a language, or nothing."""

poll_decided = Signal()
"""Sent with `poll` when the result of a poll stands, inside the transaction that wrote it."""

assembly_closed = Signal()
"""Sent with `assembly` when it was closed."""
