"""A server from its start to its end."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings

from veche.web.safety import check_address

from . import actions, jobs, web
from .address import Address
from .lock import alone_in
from .processes import Together


def run_server(address: Address, workers: int, begun: Callable[[str], None]) -> None:
    """Serve until told to stop. `begun` is told what to open when everything has begun.

    Raises Unsafe, AlreadyServed, OSError where the address cannot be had, KeptDying.
    """
    if address.path is None:
        check_address(address.host, settings.HTTPS)
    os.umask(0o077)
    with alone_in(Path(settings.DATA)), address.listen() as listener:
        actions.bring_up_to_date()
        together = Together({"the web": partial(web.serve, listener, workers), "jobs": jobs.work})
        together.run(lambda: begun(address.written(port_of(listener))))
    if address.path is not None:
        address.path.unlink(missing_ok=True)


def port_of(listener: socket.socket) -> int:
    """0 for a Unix socket."""
    name = listener.getsockname()
    return int(name[1]) if isinstance(name, tuple) else 0
