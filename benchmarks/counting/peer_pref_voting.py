"""A count by pref_voting for each path that stands on a line of standard input.

It has no reader for these files: ours, as short as can be, is in its loading time. Its compiled parts are warmed up once.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish


def load(path: Path) -> tuple[ProfileWithTies, int]:
    lines = path.read_bytes().split(b"\n")
    candidates, seats = map(int, lines[0].split())
    rankings, weights = [], []
    for line in lines[1:]:
        weight, *preferences = map(int, line.split())
        if not preferences:
            break
        rankings.append({candidate: place for place, candidate in enumerate(preferences[:-1], 1)})
        weights.append(weight)
    return ProfileWithTies(rankings, weights, candidates=list(range(1, candidates + 1))), seats


def count(path: Path) -> dict[str, object]:
    """Seconds to load and to count, and who was elected by number."""
    begun = time.perf_counter()
    profile, seats = load(path)
    loaded = time.perf_counter()
    winners = sorted(int(number) for number in stv_scottish(profile, num_seats=seats))
    return {"load": loaded - begun, "count": time.perf_counter() - loaded, "winners": winners}


for line in sys.stdin:
    print(json.dumps(count(Path(line.rstrip("\n")))), flush=True)
