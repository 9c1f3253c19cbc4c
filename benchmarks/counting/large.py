"""A large made-up contest: candidates of unequal strength, papers of every length, nearly all of them different."""

from __future__ import annotations

from pathlib import Path
from random import Random

PAPERS, CANDIDATES, SEATS = 100_000, 20, 8


def write_large(file: Path) -> int:
    """Write it as BLT; how many different papers there are. The same file every time."""
    random = Random(2026)
    strength = [1 / (place + 1) for place in range(CANDIDATES)]
    papers = [paper(random, strength) for _ in range(PAPERS)]
    names = [f'"Candidate {number}"' for number in range(1, CANDIDATES + 1)]
    head = f"{CANDIDATES} {SEATS}"
    file.write_text("\n".join([head, *papers, "0", *names, '"Large"', ""]), encoding="utf-8")
    return len(set(papers))


def paper(random: Random, strength: list[float]) -> str:
    """Stronger candidates tend to stand earlier."""
    order = sorted(range(CANDIDATES), key=lambda place: -(random.random() ** (1 / strength[place])))
    chosen = order[: random.randint(1, CANDIDATES)]
    return f"1 {' '.join(str(place + 1) for place in chosen)} 0"
