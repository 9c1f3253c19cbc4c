"""Nothing accepted is lost: whatever call of the system fails, and wherever the server is killed.

A server that casts three ballots runs under strace, which lets one call on the archive, its index or the database fail (EIO,
ENOSPC) or kills the server there. Afterwards the archive verifies, whoever was told a tracker is in it and in the database,
and a database made again from the archive is the same. A sample of calls by default; VECHE_FAULTS=all tries every one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from web.votes import Made, make_vote

from veche.election.verify import verify_archive
from veche.web.ballots.access import public
from veche.web.ballots.casting import box
from veche.web.ballots.models import CastBallot, Followed
from veche.web.ballots.rebuild import rebuild

pytestmark = pytest.mark.django_db(transaction=True)

CASTER = Path(__file__).with_name("caster.py")
WRITES = ("write", "fsync", "pwrite64", "fdatasync")
OTHERS = ("openat", "read", "pread64", "lseek", "ftruncate", "unlink", "utimensat", "flock", "fcntl", "close")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
SAMPLE = [(call, fault, 0.6) for call in WRITES for fault in FAULTS] + [
    ("openat", "signal=KILL", 0.5),
    ("read", "error=EIO", 0.5),
    ("pread64", "error=EIO", 0.5),
    ("lseek", "signal=KILL", 0.5),
    ("ftruncate", "error=EIO", 0.5),
    ("unlink", "error=EIO", 0.5),
    ("utimensat", "error=EIO", 0.5),
    ("flock", "error=EIO", 0.5),
    ("fcntl", "signal=KILL", 0.5),
    ("close", "signal=KILL", 0.5),
]
"""A call, what befalls it, and which one: as a share of all such calls of a run."""
NETWORK = ("sendto", "recvfrom") if connection.vendor == "postgresql" else ()
"""What a run does beside its files: it talks to the database, which may hear a commit and not be heard any more."""
BROKEN = ("signal=KILL",)
SAMPLE += [(call, fault, share) for call in NETWORK for fault in BROKEN for share in (0.6, 0.75, 0.9)]
EVERY = [
    (call, fault, None)
    for call in (*WRITES, *OTHERS)
    for fault in FAULTS
    if (call, fault[:5])
    != ("close", "error")  # the file would stay open, and the archive held, as no system does it
]
EVERY += [(call, fault, None) for call in NETWORK for fault in BROKEN]


@dataclass
class Server:
    """A vote with three ballots that are about to be cast, and one for afterwards."""

    made: Made
    folder: Path

    @property
    def receipts(self) -> Path:
        return self.folder / "receipts"

    @property
    def files(self) -> list[str]:
        """What strace watches: the archive, its index, and SQLite's files where that is the database."""
        found = [f"{self.made.path}{end}" for end in ("", ".index", ".index-journal")]
        if connection.vendor == "sqlite":
            found += [f"{connection.settings_dict['NAME']}{end}" for end in ("", "-wal", "-shm")]
        return found

    def run(self, *before: str) -> str:
        """Let it cast, under the command `before`. Returns its words on stderr."""
        ballots = self.folder / "ballots"
        ballots.write_bytes(b"\n".join(self.made.ballot(one, [[1, 0]]) for one in self.made.credentials[:3]))
        command = [
            *before,
            sys.executable,
            str(CASTER),
            self.made.vote.uuid,
            str(ballots),
            str(self.receipts),
        ]
        return subprocess.run(
            command, env=environment(), stderr=subprocess.PIPE, text=True, timeout=60
        ).stderr

    def trace(self, *options: str, files: bool = True) -> str:
        """Under strace, which looks at its files alone, or at the whole process."""
        log = self.folder / "trace"
        paths = [part for path in self.files for part in ("-P", path)] if files else []
        self.run("strace", "-f", "-y", "-o", str(log), *paths, *options)
        return log.read_text(errors="replace")

    def answers(self) -> list[str]:
        return self.receipts.read_text().split() if self.receipts.exists() else []


def environment() -> dict[str, str]:
    """A server in earnest, on the database of this test."""
    found = dict(os.environ, DJANGO_SETTINGS_MODULE="veche.web.settings", VECHE_DATA=str(settings.DATA))
    if connection.vendor == "sqlite":
        link = Path(settings.DATA) / "veche.sqlite3"
        if not link.exists():
            link.symlink_to(connection.settings_dict["NAME"])
        return found
    given = connection.settings_dict
    account = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    port = f":{given['PORT']}" if given["PORT"] else ""
    host = given["OPTIONS"].get("host")
    query = f"?host={host}" if host else ""
    return found | {"VECHE_DATABASE": f"postgresql://{account}@{given['HOST']}{port}/{given['NAME']}{query}"}


@pytest.fixture
def server(tmp_path: Path) -> Server:
    connection.close()  # a connection left open keeps SQLite's files from being opened anew, as a server does
    return Server(make_vote(voters=4), tmp_path)


def must_have_lost_nothing(server: Server) -> None:
    told = {answer for answer in server.answers() if not answer.startswith("!")}
    rows = {row.tracker for row in CastBallot.objects.filter(vote=server.made.vote)}
    assert told <= rows, "a receipt was given before the row was committed"
    rebuild(server.made.vote)
    report = verify_archive(server.made.path, trackers=True)
    assert report.trackers is not None
    kept = [tracker for tracker, _ in report.trackers]
    assert len(kept) == report.checked["ballots"], "no ballot stands there twice"
    assert told <= set(kept), "a ballot that was accepted is lost"
    assert rows <= set(kept), "a row tells of a ballot that is not there"
    assert {row.tracker for row in CastBallot.objects.filter(vote=server.made.vote)} == set(kept)
    assert Followed.objects.get(vote=server.made.vote).end == server.made.path.stat().st_size
    last = server.made.ballot(server.made.credentials[3], [[0, 1]])
    assert box.cast(public.vote(server.made.vote.uuid), last), "the vote goes on"


def test_strace_is_here() -> None:
    assert shutil.which("strace"), "install strace: without it nobody knows what happens when a disk fails"


def test_a_receipt_comes_after_the_disk_has_the_ballot_and_the_row(server: Server) -> None:
    log = server.trace("-P", str(server.receipts), "-e", "trace=write,pwrite64,fsync,fdatasync")
    assert len(server.answers()) == 3
    steps = [step for line in log.splitlines() if (step := step_of(line, server))]
    expected = ["write archive", "fsync archive"]
    expected += ["write rows", "fsync rows"] if connection.vendor == "sqlite" else []
    for number, _ in enumerate(ends := [n for n, step in enumerate(steps) if step == "write receipt"]):
        part = steps[ends[number - 1] if number else 0 : ends[number]]
        assert [step for step in expected if step in part] == expected
        last = {step: len(part) - 1 - part[::-1].index(step) for step in expected}
        assert sorted(last.values()) == [last[step] for step in expected], part


def step_of(line: str, server: Server) -> str | None:
    """One call in a trace: what was done to what."""
    found = re.search(r"\b(write|pwrite64|fsync|fdatasync)\(\d+<([^>]*)>", line)
    if found is None:
        return None
    name = {str(server.made.path): "archive", str(server.receipts): "receipt"}.get(found[2], "")
    if found[2] == f"{connection.settings_dict['NAME']}-wal":
        name = "rows"
    how = "fsync" if found[1] in ("fsync", "fdatasync") else "write"
    return f"{how} {name}" if name else None


def calls(server: Server, network: bool) -> Counter[str]:
    """How many calls of each kind a run without faults makes on the files, or to the database."""
    log = server.trace(
        "-e", f"trace={','.join(NETWORK if network else (*WRITES, *OTHERS))}", files=not network
    )
    assert len(server.answers()) == 3
    return Counter(re.findall(r"^\d+ +(\w+)\(", log, re.MULTILINE))


def befall(server: Server, call: str, fault: str, when: int) -> None:
    inject = f"inject={call}:{fault}:when={when}"
    server.trace("-e", f"trace={call}", "-e", inject, files=call not in NETWORK)
    must_have_lost_nothing(server)


@pytest.fixture(scope="module")
def known() -> dict[bool, Counter[str]]:
    """The calls of a run without faults, once they were counted: on files, and (True) to the database."""
    return {}


@pytest.mark.parametrize(
    ("call", "fault", "share"),
    EVERY if os.environ.get("VECHE_FAULTS") == "all" else SAMPLE,
    ids=lambda value: str(value).replace("=", " "),
)
def test_nothing_is_lost(
    server: Server,
    tmp_path: Path,
    known: dict[bool, Counter[str]],
    call: str,
    fault: str,
    share: float | None,
) -> None:
    network = call in NETWORK
    if network not in known:
        known[network] = calls(server, network)
        server.receipts.unlink()
        server = Server(make_vote(voters=4), tmp_path)
    count = known[network][call]
    if share is not None:
        befall(server, call, fault, max(1, round(count * share)))
        return
    for when in range(1, count + 1):
        server.receipts.unlink(missing_ok=True)
        befall(Server(make_vote(voters=4), tmp_path), call, fault, when)


@pytest.mark.parametrize("room", [0, 1000, 5000, 9000])
def test_a_full_disk(server: Server, room: int) -> None:
    """No file may grow beyond so many bytes more than the archive has."""
    size = server.made.path.stat().st_size + room
    server.run("prlimit", f"--fsize={size}")
    must_have_lost_nothing(server)
