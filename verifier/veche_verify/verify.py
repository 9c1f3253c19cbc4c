"""The verification of an archive: that it passes the audit, and that it extends an older one (3.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .audit import Audit
from .refused import Refused


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked. `result` is as the archive states it, None if it has none yet."""

    name: str
    uuid: str
    fingerprint: str
    last_event: str
    last_event_hash: str
    checked: dict[str, int]
    set_aside: list[dict[str, object]]
    result: list[object] | None


def verify(path: Path, older: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Checks an archive as far as it goes, and that it extends an older one.

    Raises Refused for the first check that fails, and OSError for a file that cannot be read.
    """
    with path.open("rb") as file:
        end = None if older is None else check_beginning(file, older)
        extends = older is None
        audit = Audit(file, progress)
        for event in audit.run():
            # 3.5.1: the last event of the older archive is an event of this one
            extends = extends or event.end == end
    if not extends:
        raise Refused("archive.extends", "archive", "the older archive does not end with an event")
    return _report(audit)


def check_beginning(file: BinaryIO, older: Path) -> int:
    """3.5.1: nothing has been removed from the older archive. Returns its length."""
    with older.open("rb") as old:
        while part := old.read(1 << 20):
            if file.read(len(part)) != part:
                raise Refused("archive.extends", "archive", "the archive does not begin with the older one")
        file.seek(0)
        return old.tell()


def _report(audit: Audit) -> Report:
    last = audit.last
    checked = {
        "trustees": len(audit.trustees),
        "voters": len(audit.weights),
        "ballots": audit.ballots,
        "tallied": len(audit.last_ballots),
        "shuffles": len(audit.shufflers),
        "partial_decryptions": len(audit.decryptions),
        "events": last.height + 1 if last else 0,
    }
    election = audit.election
    set_aside = [
        {"owner": owner, "check": r.check, "detail": r.detail} for owner, r in audit.set_aside.items()
    ]
    return Report(
        election.name,
        election.uuid,
        election.fingerprint,
        last.type if last else "",
        last.hash if last else "",
        checked,
        set_aside,
        audit.result,
    )
