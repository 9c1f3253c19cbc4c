"""The process that keeps those that answer browsers: gunicorn, with no log of who asked for what. What each of them is: see `asgi`."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from veche.web.house.logs import Bare

from .connections import SLOWEST
from .processes import end_with_watcher

MEMORY = Path("/dev/shm")  # noqa: S108 - for heartbeats of workers, which a slow disk would hold up


class QuietLogger(Logger):  # type: ignore[misc]
    """Errors of the server itself, without addresses and paths. An access log there is none."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.setLevel(logging.ERROR)
        for handler in self.error_log.handlers:
            handler.filters = [Bare()]
            handler.setFormatter(logging.Formatter("%(message)s"))

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing."""


class Web(BaseApplication):  # type: ignore[misc]
    """Our application on a socket that listens already: while workers are replaced, whoever comes waits in its queue."""

    def __init__(self, listener: socket.socket, workers: int, ready: Callable[[], None]) -> None:
        self.listener, self.workers, self.ready = listener, workers, ready
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": [f"fd://{self.listener.fileno()}"],
            "workers": self.workers,
            "worker_class": "veche.web.serving.asgi.Process",
            "timeout": int(2 * SLOWEST),  # one that does not stir for so long is started again
            "graceful_timeout": int(SLOWEST),
            "keepalive": 5,
            "logger_class": QuietLogger,
            "post_worker_init": self._begun,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # of a proxy's headers Django reads one, and only where VECHE_HTTPS says so
            "worker_tmp_dir": os.fspath(MEMORY) if MEMORY.is_dir() else None,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def _begun(self, worker: Any) -> None:
        del worker
        self.ready()

    def load(self) -> Any:
        from .asgi import application

        return application()

    def run(self) -> None:
        arbiter = Arbiter(self)
        arbiter.systemd = True  # the socket is the watcher's: it is not taken away with the arbiter
        arbiter.run()


def serve(listener: socket.socket, workers: int, ready: Callable[[], None]) -> None:
    """Answer until told to stop."""
    Web(listener, workers, ready).run()


def main(listener: str, workers: str, told: str) -> None:
    """The program that the watcher starts, with numbers of descriptors."""
    end_with_watcher()
    serve(socket.socket(fileno=int(listener)), int(workers), lambda: _tell(int(told)))


def _tell(descriptor: int) -> None:
    os.write(descriptor, b"\0")


if __name__ == "__main__":
    main(*sys.argv[1:])
