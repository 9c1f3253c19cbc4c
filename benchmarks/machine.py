"""The machine that the numbers come from."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def describe() -> str:
    """Processor, how many of them we may use, memory, system."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    name = re.search(r"model name\s*: (.+)", cpuinfo)
    family = re.search(r"cpu family\s*: (\d+)\nmodel\s*: (\d+)", cpuinfo)
    numbers = f" (family {family[1]}, model {family[2]})" if family else ""
    wide = "with AVX-512 IFMA" if "avx512ifma" in cpuinfo else "without AVX-512 IFMA"
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    processor = f"{name[1] if name else platform.machine()}{numbers} {wide}"
    return f"{processor}, {cores()} processors, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))
