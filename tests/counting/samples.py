"""The real ballots in `data/`, unpacked and read."""

from __future__ import annotations

import functools
import io
import json
import lzma
from pathlib import Path
from typing import Any

from veche.counting.contest import Contest
from veche.counting.formats import Form, read_from

HERE = Path(__file__).parent
SCOTTISH, GOLDENS = HERE / "data" / "scottish", HERE / "goldens"
NAMES = sorted(path.name.removesuffix(".blt.xz") for path in SCOTTISH.glob("*.blt.xz"))
WINNERS: dict[str, Any] = json.loads((SCOTTISH / "winners.json").read_text(encoding="utf-8"))


def blt(name: str) -> bytes:
    return lzma.decompress((SCOTTISH / f"{name}.blt.xz").read_bytes())


@functools.cache
def scottish(name: str) -> Contest:
    """One of the council contests."""
    return read_from(io.BytesIO(blt(name)), Form.BLT, name=f"{name}.blt")


def golden(name: str) -> dict[str, Any]:
    """Every stage of it, as droop counts them: see `goldens/make.py`."""
    found: dict[str, Any] = json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))
    return found
