"""The set as files: good elections, one compressed file of bad ones, and the manifest that says what each must meet."""

from __future__ import annotations

import io
import json
import lzma
import re
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vectors.make.bad import Bad

ROOT = Path(__file__).parents[1]


def sections() -> dict[str, str]:
    """The section of the specification for each check, from CHECKS.md."""
    rows = re.findall(r"^\| `([a-z._]+)` \| ([0-9.]+) \|", (ROOT / "CHECKS.md").read_text(), re.M)
    return dict(rows)


def entries(bad: Iterable[Bad]) -> tuple[list[dict[str, str]], bytes]:
    """The manifest's lines and the compressed archive of all bad vectors."""
    lines, section, buffer = [], sections(), io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for vector in bad:
            line = {"file": vector.file, "check": vector.check, "object": vector.object}
            line |= {
                "section": section[vector.check],
                "about": vector.about,
                "from": vector.name.split("/")[0],
            }
            add(tar, vector.file, vector.archive)
            if vector.older is not None:
                line["extends"] = vector.file.replace(".bel", ".older.bel")
                add(tar, line["extends"], vector.older)
            lines.append(line)
    return lines, lzma.compress(buffer.getvalue(), preset=6)


def add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    """A file without time or owner, so that the same set gives the same bytes."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def rows(items: Iterable[object]) -> str:
    """A JSON array with one item a line, for readable differences."""
    lines = (json.dumps(item, ensure_ascii=False) for item in items)
    return "[\n" + ",\n".join(lines) + "\n]"


def manifest(good: list[dict[str, object]], bad: list[dict[str, str]]) -> str:
    """manifest.json."""
    return f'{{"good": {rows(good)},\n"bad": {rows(bad)}}}\n'
