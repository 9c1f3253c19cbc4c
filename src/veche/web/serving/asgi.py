"""One process that answers: gunicorn starts it and starts it again, uvicorn holds its connections, our application answers in threads."""

from __future__ import annotations

import resource
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any, ClassVar

from uvicorn_worker import UvicornWorker  # type: ignore[import-untyped]

from .bridge import Bridge
from .connections import MOST_CONNECTIONS, SLOWEST, Connection

THREADS = 16
"""In each process: most wait for the disk."""


class Process(UvicornWorker):  # type: ignore[misc]
    """What is left out: websockets, start-up messages of applications, headers of proxies, an access log."""

    CONFIG_KWARGS: ClassVar[dict[str, Any]] = {
        "loop": "asyncio",
        "http": Connection,
        "ws": "none",
        "lifespan": "off",
        "interface": "asgi3",
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "timeout_graceful_shutdown": int(SLOWEST),
    }

    def init_signals(self) -> None:
        """uvicorn ends in order when it is told to, and then raises the same signal once more: an end in order is no death by a signal."""
        super().init_signals()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def application() -> Any:
    """What a process serves. Made in the process itself: threads do not survive a fork."""
    from django.conf import settings

    from veche.web.wsgi import application as answer

    allow_many_connections()
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answers")
    return Bridge(answer, threads, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def allow_many_connections() -> None:
    """As many descriptors as the system lets us have: each phone that looks on holds one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = 2 * MOST_CONNECTIONS
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (enough if most == resource.RLIM_INFINITY else min(most, enough), most)
    )
