"""`python -m fuzz.guided TARGET [libFuzzer options]`: one target under atheris, guided by the coverage of our Python."""

from __future__ import annotations

import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["veche", "veche_verify"]):
    from fuzz.targets import TARGETS


def main() -> None:
    """Runs until libFuzzer's options end it; an input that fails is kept in the current folder."""
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    seeds = target.seeds()

    def change(data: bytes, largest: int, seed: int) -> bytes:
        random = Random(seed)
        start = data if data.strip(b"\n") and random.random() < 0.8 else random.choice(seeds)
        try:
            return target.mutate(random, start, seeds)[:largest]
        except (
            ValueError,
            KeyError,
            IndexError,
        ):  # no longer an archive whose records can be changed one by one
            return target.mutate(random, random.choice(seeds), seeds)[:largest]

    longest = 2 * max(map(len, seeds))
    arguments = [sys.argv[0], f"-max_len={longest}", *options]
    atheris.Setup(arguments, target.run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
