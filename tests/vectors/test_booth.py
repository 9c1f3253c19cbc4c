"""The booth refuses every bad vector of its group, for the stated reason, before a trustee decrypts anything."""

from __future__ import annotations

import os
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from booth.station import Refused, Station
from vectors.collection import bad_archives, bad_before_decryption
from vectors.judge import same_object

Entries = list[dict[str, Any]]


def disagreements(folder: Path, entries: Entries) -> list[str]:
    """What is wrong with the verdicts of one process, a line each."""
    folder.mkdir()
    with Station(folder) as booth:
        return [line for entry in entries if (line := disagreement(booth, entry))]


def disagreement(booth: Station, entry: dict[str, Any]) -> str:
    """What is wrong with one verdict; empty where it is right."""
    try:
        booth.ask("verify", b64encode(bad_archives()[entry["file"]]).decode())
    except Refused as said:
        if said.check == entry["check"] and same_object(entry["object"], said.where):
            return ""
        return f"{entry['file']}: {entry['check']} of {entry['object']} is wanted, but: {said.check} {said.where}"
    return f"{entry['file']}: ACCEPTED"


def test_every_bad_vector_is_refused_before_a_trustee_decrypts(tmp_path: Path) -> None:
    entries, processes = bad_before_decryption(), os.cpu_count() or 1
    assert len(entries) > 2000
    parts = [(tmp_path / f"{i}", entries[i::processes]) for i in range(processes)]
    bad_archives()  # unpacked once, before the threads begin
    with ThreadPoolExecutor(processes) as pool:
        found = list(pool.map(lambda part: disagreements(*part), parts))
    assert [line for lines in found for line in lines] == []
