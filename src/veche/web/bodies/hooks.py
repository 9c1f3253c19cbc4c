"""What rooms above bodies show among one's own bodies. They connect in their AppConfig.ready; nothing here knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from veche.web.accounts.models import Account
from veche.web.house.language import Voice


@dataclass(frozen=True)
class Elsewhere:
    """A body in which somebody sits, or waits to sit, for another one. `links`: addresses and what they are called, the most needed first."""

    body: UUID
    title: str
    links: tuple[tuple[str, str], ...]


elsewhere: list[Callable[[Account, Voice], Sequence[Elsewhere]]] = []
"""Each may say where the account has a place without being a member."""


def all_elsewhere(account: Account, voice: Voice) -> list[Elsewhere]:
    """What all of them say."""
    return [one for told in elsewhere for one in told(account, voice)]
