"""A server from its start to its end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from veche.web.safety import Unsafe, check_address

from . import actions
from .address import Address
from .demonstration.folder import is_demonstration
from .lock import alone_in
from .processes import Together


def run_server(
    address: Address,
    workers: int,
    begun: Callable[[str], None],
    fill: Callable[[Path], None] | None = None,
) -> None:
    """Serve until told to stop. `begun` is told what to open when everything has begun; `fill` fills a demonstration first.

    Raises Unsafe, AlreadyServed, OSError where the address cannot be had, KeptDying.
    """
    data = Path(settings.DATA)
    if fill is None and is_demonstration(data):
        raise Unsafe(
            "the passphrases of this demonstration were shown to others",
            str(data),
            "serve another folder, or add --demo",
        )
    if address.path is None:
        check_address(address.host, settings.HTTPS or settings.AWAY)
    os.umask(0o077)
    with alone_in(data), address.listen() as listener:
        actions.bring_up_to_date()
        if fill is not None:
            fill(data)
        programs = {
            "the web": ("veche.web.serving.web", str(listener.fileno()), str(workers)),
            "jobs": ("veche.web.serving.worker",),
        }
        together = Together(programs, [listener.fileno()])
        together.run(lambda: begun(address.written(port_of(listener))))
    if address.path is not None:
        address.path.unlink(missing_ok=True)


def port_of(listener: socket.socket) -> int:
    """0 for a Unix socket."""
    name = listener.getsockname()
    return int(name[1]) if isinstance(name, tuple) else 0
