"""A count by droop for each path that stands on a line of standard input; run as `python peer_droop.py FOLDER_OF_DROOP`.

droop's reader wants names in quotation marks, which the councils' files lack: they are put there before the clock starts.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from droop.election import Election
from droop.profile import ElectionProfile


def quoted(path: Path) -> str:
    """The same contest with every name in quotation marks."""
    lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index("0") + 1
    names = ['"{}"'.format(line.strip().replace('"', "")) for line in lines[end:] if line.strip()]
    return "\n".join([*lines[:end], *names])


def count(path: Path) -> dict[str, object]:
    """Seconds to load and to count, and who was elected by number."""
    with tempfile.NamedTemporaryFile("w", suffix=".blt", encoding="utf-8") as file:
        file.write(quoted(path))
        file.flush()
        begun = time.perf_counter()
        profile = ElectionProfile(path=file.name)
        loaded = time.perf_counter()
        election = Election(profile, {"rule": "scotland"})
        election.count()
        done = time.perf_counter()
    winners = sorted(candidate.cid for candidate in election.elected)
    return {"load": loaded - begun, "count": done - loaded, "winners": winners}


for line in sys.stdin:
    print(json.dumps(count(Path(line.rstrip("\n")))), flush=True)
