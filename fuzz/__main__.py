"""`python -m fuzz [--seconds N] [TARGET ...]`: feeds every parser of untrusted bytes for a while.

Each target gets an equal share of the time. With `atheris` installed (`pip install atheris`) the search is guided by
coverage; without, inputs are good messages with random changes. An input that makes a target fail is kept under
`fuzz/found/`, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
import time
import traceback
from pathlib import Path
from random import Random, SystemRandom

from fuzz.targets import TARGETS, Target

FOUND = Path(__file__).parent / "found"


def main() -> int:
    """The number of targets that failed, at most 1."""
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description="Feed every parser of untrusted bytes."
    )
    parser.add_argument(
        "target", nargs="*", choices=[*TARGETS, []], help="one or more of the targets; all if none"
    )
    parser.add_argument("--seconds", type=float, default=300, help="time for all of them together (300)")
    parser.add_argument(
        "--seed", type=int, default=SystemRandom().randrange(2**32), help="of the random changes"
    )
    options = parser.parse_args()
    names = options.target or list(TARGETS)
    guided = importlib.util.find_spec("atheris") is not None
    print(f"seed {options.seed}, {'guided by coverage' if guided else 'random changes'}")
    share = options.seconds / len(names)
    results = [run_guided(name, share) if guided else run(name, share, options.seed) for name in names]
    return 0 if all(results) else 1


def run(name: str, seconds: float, seed: int) -> bool:
    """One target until its time is over or it fails."""
    random, target, end = Random(f"{seed}|{name}"), TARGETS[name], time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        if not survives(name, target, changed(random, target)):
            return False
        count += 1
    print(f"{name}: {count} inputs, none that it should not have refused or accepted")
    return True


def changed(random: Random, target: Target) -> bytes:
    """The next input."""
    seeds = target.seeds()
    return target.mutate(random, random.choice(seeds), seeds)


def survives(name: str, target: Target, data: bytes) -> bool:
    """Whether the target does what it may; if not, the input is kept."""
    try:
        target.run(data)
    except Exception:  # noqa: BLE001 (whatever it is, it is what we look for)
        FOUND.mkdir(exist_ok=True)
        path = FOUND / f"{name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        print(f"{name}: FAILED on {path}\n{traceback.format_exc()}")
        return False
    return True


def run_guided(name: str, seconds: float) -> bool:
    """One target under atheris, in a process of its own, because atheris ends it."""
    command = [sys.executable, "-m", "fuzz.guided", name, f"-max_total_time={max(1, int(seconds))}"]
    done = subprocess.run(command, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
