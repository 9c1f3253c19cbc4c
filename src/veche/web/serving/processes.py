"""One server is three kinds of process: the watcher, the web, and jobs. They begin and end together.

What dies is started again. A process whose watcher is gone, even by kill -9, ends by itself: its standard input is a pipe that only the
watcher could write to, and it ends when the watcher does. Each is a program of its own and not a fork, because the core's
threads do not survive a fork, and whatever asked them for something would wait for ever.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

PATIENCE = 40.0
"""Seconds in which a process ends what it has begun; then it is killed. Longer than gunicorn's own patience with its workers."""
MOST_DEATHS, WITHIN = 5, 60.0
"""Whoever dies so often within so many seconds will go on dying."""
STOP, STIR = b"s", b"c"

log = logging.getLogger(__name__)


class KeptDying(Exception):
    """A process died again and again: `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Together:
    """Runs programs, each a module of ours with its arguments, until somebody asks to stop (SIGTERM, or Ctrl-C).

    Every program is told as its last argument a descriptor to which it writes a byte when it is ready; `descriptors` are
    others that it may use.
    """

    def __init__(self, programs: Mapping[str, Sequence[str]], descriptors: Sequence[int] = ()) -> None:
        self._programs, self._descriptors = programs, tuple(descriptors)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._deaths: dict[str, list[float]] = {name: [] for name in programs}
        self._lifeline = os.pipe()
        self._ready, self._say_ready = os.pipe()
        self._happened, self._tell = os.pipe()
        self._begun = False

    def run(self, begun: Callable[[], None] = lambda: None) -> None:
        """Returns when all have ended because somebody asked. `begun` is called when one says that it is ready. Raises KeptDying."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, self._signalled)
        try:
            for name in self._programs:
                self._start(name)
            while self._watch(begun):
                pass
        finally:
            self._end()

    def _start(self, name: str) -> None:
        """In a process group of its own: a Ctrl-C in the terminal reaches the watcher alone, who ends all in order."""
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", *self._programs[name], str(self._say_ready)],
            stdin=self._lifeline[0],
            pass_fds=(*self._descriptors, self._say_ready),
            process_group=0,
        )

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        os.write(self._tell, STIR if number == signal.SIGCHLD else STOP)

    def _watch(self, begun: Callable[[], None]) -> bool:
        """Wait until something happens; whether to go on."""
        happened, _, _ = select.select([self._happened, self._ready], [], [])
        if self._ready in happened:
            os.read(self._ready, 1)
            if not self._begun:  # workers that are started again say it too
                self._begun = True
                begun()
        if self._happened in happened and STOP in os.read(self._happened, 64):
            return False
        for name, process in self._running.items():
            if process.poll() is not None:
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

    def _end(self) -> None:
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def end_with_watcher() -> None:
    """In a program that was started: end, as if the watcher had said so, when it is gone."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
