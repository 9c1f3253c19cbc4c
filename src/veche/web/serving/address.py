"""Where a server listens: a host and a port, or a Unix socket."""

from __future__ import annotations

import os
import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

QUEUE = 1024


@dataclass(frozen=True)
class Address:
    """`host` and `port`, or else `path` of a Unix socket."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    @classmethod
    def read(cls, text: str) -> Address:
        """127.0.0.1:8000, [::1]:8000 or unix:/run/veche/veche.sock. Raises ValueError."""
        if text.startswith("unix:/"):
            return cls(path=Path(text.removeprefix("unix:")))
        found = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})", text)
        if found is None or int(found[2]) > 65535:
            raise ValueError("write HOST:PORT, or unix:/FOLDER/NAME")
        return cls(host=found[1].strip("[]"), port=int(found[2]))

    def listen(self) -> socket.socket:
        """A socket that listens. A Unix socket can be used by its owner and group. Raises OSError."""
        if self.path is not None:
            return self._listen_on_path(self.path)
        family, kind, protocol, _, where = socket.getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(QUEUE)
        return listener

    @staticmethod
    def _listen_on_path(path: Path) -> socket.socket:
        """A socket that a server left behind when it was killed is taken away; one that somebody listens on is not."""
        with suppress(FileNotFoundError), socket.socket(socket.AF_UNIX) as old:
            try:
                old.connect(os.fspath(path))
            except ConnectionRefusedError:
                path.unlink()
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(os.fspath(path))
        path.chmod(0o660)
        listener.listen(QUEUE)
        return listener

    def written(self, port: int) -> str:
        """For people: what to open. `port`: the one that was taken, where the system chose it."""
        return str(self) if self.path is not None else f"http://{self._named()}:{port}/"

    def __str__(self) -> str:
        return f"unix:{self.path}" if self.path is not None else f"{self._named()}:{self.port}"

    def _named(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host
