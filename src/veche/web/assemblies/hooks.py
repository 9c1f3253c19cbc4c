"""What rooms above an assembly hang on to it. They connect in their AppConfig.ready; nothing here knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.dispatch import Signal

from veche.web.delegates.models import Delegacy
from veche.web.house.language import Voice
from veche.words.sentence import Place

from .models import Assembly, Poll


class AgainstMandate(Exception):
    """A delegate is about to vote otherwise than those who sent them said: `voice(against.sentence, **against.places)` tells it on the page.

    `refused`: the statutes do not let it happen; otherwise it is asked once more, and then taken.
    """

    def __init__(self, sentence: str, *, refused: bool, **places: Place) -> None:
        super().__init__(sentence)
        self.sentence, self.refused, self.places = sentence, refused, places


BeforeBallot = Callable[[Poll, Delegacy, Sequence[int]], None]
before_ballot: list[BeforeBallot] = []
"""Each is called before a delegate's open ballot is taken, with what is chosen: a number for each answer. May raise AgainstMandate."""


@dataclass(frozen=True)
class Beside:
    """What stands beside a ballot: paragraphs in the reader's language, and the address of a page that says more (or "")."""

    paragraphs: tuple[str, ...]
    address: str = ""


BesideBallot = Callable[[Poll, Delegacy, Voice], Beside | None]
beside_ballot: list[BesideBallot] = []
"""Each may say something beside the ballot of a delegate."""

still_needed: list[Callable[[Assembly], bool]] = []
"""Each may say that votes by hand on phones are needed one by one even when their vote is closed: a laptop may bring some of the same phones."""

poll_decided = Signal()
"""Sent with `poll` when the result of a poll stands, inside the transaction that wrote it."""

assembly_closed = Signal()
"""Sent with `assembly` when it was closed."""
