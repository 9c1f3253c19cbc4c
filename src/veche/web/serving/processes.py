"""One server is three kinds of process: this one, which watches; the web; and long jobs. They begin and end together.

What dies is started again. A process whose watcher is gone, even by kill -9, ends by itself: all hold the reading end of a
pipe that only the watcher can write to, and it reads as ended when the watcher is.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

FORK = multiprocessing.get_context("fork")
PATIENCE = 40.0
"""Seconds in which a process ends what it has begun; then it is killed. Longer than gunicorn's own patience with its workers."""
MOST_DEATHS, WITHIN = 5, 60.0
"""Whoever dies so often within so many seconds will go on dying."""

Work = Callable[[], None]
log = logging.getLogger(__name__)


class KeptDying(Exception):
    """A process died again and again: `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Together:
    """Runs each work in a process of its own until somebody asks to stop (SIGTERM, or Ctrl-C)."""

    def __init__(self, works: Mapping[str, Callable[[Together], None]]) -> None:
        self._works = works
        self._running: dict[str, ForkProcess] = {}
        self._deaths: dict[str, list[float]] = {name: [] for name in works}
        self._lifeline = os.pipe()
        self._asked, self._ask = os.pipe()
        self._ready, self._say_ready = os.pipe()

    def run(self, begun: Work = lambda: None) -> None:
        """Returns when all have ended because somebody asked. `begun` is called when one says that it is ready. Raises KeptDying."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            for name in self._works:
                self._start(name)
            while self._watch(begun):
                pass
        finally:
            self._end()

    def ready(self) -> None:
        """Called in one of the processes: whoever comes now is answered."""
        os.write(self._say_ready, b"\0")

    def _start(self, name: str) -> None:
        self._running[name] = FORK.Process(target=self._in_child, args=(self._works[name],), name=name)
        self._running[name].start()

    def _in_child(self, work: Callable[[Together], None]) -> None:
        """A process group of its own: a Ctrl-C in the terminal reaches the watcher alone, who ends all in order."""
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.close(self._lifeline[1])
        threading.Thread(target=end_with_watcher, args=(self._lifeline[0], os.getpid()), daemon=True).start()
        work(self)

    def _watch(self, begun: Work) -> bool:
        """Wait until something happens; whether to go on."""
        names = {process.sentinel: name for name, process in self._running.items()}
        happened = wait([*names, self._asked, *([self._ready] if self._ready else [])])
        if self._asked in happened:
            return False
        if self._ready in happened:
            self._ready = 0  # once is enough: workers that are started again say it too
            begun()
        for name in (names[one] for one in happened if isinstance(one, int) and one in names):
            self._running[name].join()
            log.error("the process for %s ended, and is started again", name)
            self._note_death(name)
            self._start(name)
        return True

    def _note_death(self, name: str) -> None:
        now = time.monotonic()
        self._deaths[name] = [at for at in self._deaths[name] if now - at < WITHIN] + [now]
        if len(self._deaths[name]) >= MOST_DEATHS:
            raise KeptDying(name)
        time.sleep(0.2 * len(self._deaths[name]))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        os.write(self._ask, b"\0")

    def _end(self) -> None:
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            process.join(max(until - time.monotonic(), 0.1))
            if process.is_alive():
                process.kill()
                process.join()


def end_with_watcher(lifeline: int, child: int) -> None:
    """Wait until the watcher is gone, and end as if it had said so."""
    os.read(lifeline, 1)
    os.kill(child, signal.SIGTERM)
