"""`python -m vectors.make`: builds the whole set again. The same program gives the same bytes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from vectors.make import core, everything, pack
from vectors.make.good import elections


def main() -> None:
    """Writes good/, bad.tar.xz and manifest.json beside this package."""
    folder = pack.ROOT / "good"
    folder.mkdir(exist_ok=True)
    (pack.ROOT / "core").mkdir(exist_ok=True)
    good: list[dict[str, object]] = json.loads((Path(__file__).parent / "given.json").read_text())
    for entry, files in elections():
        good.append(entry)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    for name, data in core.files().items():
        (pack.ROOT / "core" / name).write_bytes(data)
    lines, packed = pack.entries(everything.bad_vectors())
    (pack.ROOT / "bad.tar.xz").write_bytes(packed)
    (pack.ROOT / "manifest.json").write_text(pack.manifest(good, lines))
    print(f"{len(good)} good elections and {len(lines)} bad ones ({len(packed)} bytes)", file=sys.stderr)


if __name__ == "__main__":
    main()
