"""What rooms above motions hang on to them. They connect in their AppConfig.ready; nothing here knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from veche.assembly.orders import Orders
from veche.web.bodies.models import Body
from veche.web.delegates.access import Place

from .models import Motion


@dataclass(frozen=True)
class Coming:
    """The assembly that will deal with the motions of a body: by which standing orders, and when it begins."""

    orders: Orders
    begins: datetime | None


coming: list[Callable[[Body], Coming | None]] = []
"""Each is asked for the assembly to which a body is called next; the first that knows of one is believed."""

changed: list[Callable[[Motion], None]] = []
"""Each is told that a step of a motion was written, in the transaction that writes it, which holds the body: wait for nothing else there."""

being_voted_on: list[Callable[[Motion], bool]] = []
"""Each is asked whether a vote on this motion goes on: until it is decided, nobody changes by hand what is voted on."""

chairs: list[Callable[[Place], bool]] = []
"""Each is asked whether somebody chairs an assembly of their place's body that is called or goes on, and so may put amendments in another order."""
