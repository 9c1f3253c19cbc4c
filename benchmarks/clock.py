"""Measuring time: processor time of programs that we start and of ourselves, and what to say of several rounds."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Used:
    """What a program used. Seconds, and bytes at its peak."""

    cpu: float
    wall: float
    peak: int
    status: int
    output: bytes


def run(arguments: Sequence[str | Path], folder: Path, stdin: bytes = b"") -> Used:
    """Run a program to its end and say what it used; its errors are thrown away, its status is not."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "BELENIOS_USE_URANDOM": "1"},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(stdin)
        process.stdin.close()
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    return Used(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, process.returncode, output)


def own_cpu(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes in this process, on all its threads."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def own_wall(work: Callable[[], object]) -> float:
    """Seconds that pass while `work` is done."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Rounds:
    """The same measured in several rounds."""

    values: Sequence[float]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    def over(self, other: Rounds) -> Rounds:
        """Round by round, how many times larger these are."""
        return Rounds([a / b for a, b in zip(self.values, other.values, strict=True)])

    def spread(self) -> str:
        """Median, smallest and largest."""
        shown = [
            f"{x:.0f}" if x >= 10 else f"{x:.1f}" for x in (self.middle, min(self.values), max(self.values))
        ]
        return f"{shown[0]} ({shown[1]} to {shown[2]})"
