"""The drill: back up under load, restore elsewhere, and find every receipt; and every backup that must not be restored."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from web.serving.servers import environment, own_database, veche

from veche.election.archive import Archive
from veche.election.ballots import tracker

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Place:
    """A data folder and its database."""

    data: Path
    database: str

    def veche(self, *words: str) -> subprocess.CompletedProcess[str]:
        return veche(list(words), environment(self.data, self.database))

    def python(self, source: str) -> str:
        """Something asked of the web's own modules, in a process of its own."""
        begin = "from veche.web.start import start; start()\n"
        ran = subprocess.run(
            [sys.executable, "-c", begin + source],
            env=environment(self.data, self.database),
            text=True,
            capture_output=True,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def ballots(self) -> set[str]:
        """Trackers that the database knows."""
        asked = "from veche.web.ballots.models import CastBallot\nprint(*CastBallot.objects.values_list('pk', flat=True))"
        return set(self.python(asked).split())

    def archive(self) -> Path:
        (found,) = (self.data / "archives").glob("*.bel")
        return found


@dataclass
class Load:
    """A process that casts ballots. `receipts` are those that were told so far."""

    process: subprocess.Popen[str]
    receipts: list[str] = field(default_factory=list)

    def wait_for(self, number: int) -> None:
        assert self.process.stdout is not None
        while len(self.receipts) < number:
            self.receipts.append(self.process.stdout.readline().strip())
            assert self.receipts[-1], "it stopped casting"

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.receipts += self.process.stdout.read().split()
        self.process.stdout.close()
        assert self.process.wait() == 0


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with own_database() as database:
        yield Place(tmp_path / "data", database)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Place]:
    with own_database() as database:
        yield Place(tmp_path / "other", database)


@pytest.fixture
def small(tmp_path: Path) -> Place:
    """On SQLite, whatever the tests run on: a backup can be restored into the other kind of database."""
    return Place(tmp_path / "small", "")


def begin_casting(place: Place) -> Load:
    around = environment(place.data, place.database, PYTHONPATH=str(ROOT / "tests"))
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("load.py"))],
        env=around,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "READY\n"
    return Load(process)


def bring_key(place: Place, other: Place) -> None:
    other.data.mkdir(mode=0o700)
    (other.data / "veche.key").write_bytes((place.data / "veche.key").read_bytes())
    (other.data / "veche.key").chmod(0o600)


def test_every_receipt_is_there_after_a_restore(place: Place, other: Place, tmp_path: Path) -> None:
    load = begin_casting(place)
    load.wait_for(15)
    before, backup = set(load.receipts), tmp_path / "union.backup"
    ran = place.veche("backup", str(backup))
    assert ran.returncode == 0, ran.stderr
    load.wait_for(len(load.receipts) + 5)
    load.stop()
    bring_key(place, other)
    ran = other.veche("restore", str(backup), "--data", str(other.data))
    assert ran.returncode == 0, ran.stderr
    assert f"archives that hold: 1, ballots in them: {len(other.ballots())}" in ran.stdout
    assert before <= other.ballots() == set(trackers(other.archive()))
    assert place.archive().read_bytes().startswith(other.archive().read_bytes())
    titles = "from veche.web.ballots.models import Vote\nprint(*(f'{v.title} {v.stage}' for v in Vote.objects.all()))"
    assert other.python(titles) == place.python(titles) == "Strike ballot of the bus drivers open"
    check_that_rebuilding_mends(place, load)


def trackers(archive: Path) -> Iterator[str]:
    with Archive(archive) as opened:
        yield from (tracker(group.data[0].body) for group in opened.groups() if group.type == b"Ballot")


def check_that_rebuilding_mends(place: Place, load: Load) -> None:
    """A database that lost its rows of ballots gets them again; an archive that it does not know is left alone, and named."""
    shutil.copy(place.archive(), place.archive().with_name("Stranger.bel"))
    place.python("from veche.web.ballots.models import CastBallot\nCastBallot.objects.all().delete()")
    assert place.ballots() == set()
    ran = place.veche("rebuild")
    assert ran.stdout == f"ok made the rows of ballots again: archives: 2, ballots: {len(load.receipts)}\n"
    assert "Stranger.bel belongs to no vote of this database" in ran.stderr
    assert place.ballots() == set(load.receipts)


@pytest.fixture
def backup(small: Place, tmp_path: Path) -> Path:
    """A good one of a small server, in which somebody is signed in."""
    place, load = small, begin_casting(small)
    load.wait_for(3)
    load.stop()
    place.python(
        "from veche.web.accounts.models import Account, Session, Bucket\n"
        "from django.utils import timezone\n"
        "account = Account.objects.create(found_by=b'f' * 32, passphrase='hash')\n"
        "Session.objects.create(found_by=b'SESSION' * 4, account=account, ends=timezone.now(), idle_ends=timezone.now())\n"
        "Bucket.objects.create(pk=b'BUCKET__' * 4, ends=timezone.now())\n"
    )
    file = tmp_path / "union.backup"
    assert place.veche("backup", str(file)).returncode == 0
    return file


def test_a_backup_holds_no_name_no_key_and_nothing_that_ends(small: Place, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        contents = b"".join(tar.extractfile(name).read() for name in names if not name.endswith(".bel"))  # type: ignore[union-attr]
    assert names[0] == "veche.json"
    assert names[-1] == "checksums.json"
    for absent in (
        "accounts.session",
        "accounts.bucket",
        "ballots.castballot",
        "django_tasks_db.dbtaskresult",
    ):
        assert f"tables/{absent}.jsonl" not in names
    assert "tables/accounts.account.jsonl" in names
    for secret in (b"bus drivers", b"Bus drivers", (small.data / "veche.key").read_bytes().strip()):
        assert secret not in contents


def test_what_must_not_be_restored_is_refused(
    small: Place, other: Place, backup: Path, tmp_path: Path
) -> None:
    restore = ("restore", str(backup), "--data", str(other.data))
    ran = other.veche(*restore)
    assert "the key is missing" in ran.stderr
    other.data.mkdir()
    (other.data / "veche.key").write_bytes(b"A" * 43 + b"=\n")
    (other.data / "veche.key").chmod(0o600)
    assert "the key in the folder is not that of the backup" in other.veche(*restore).stderr
    (other.data / "veche.key").write_bytes((small.data / "veche.key").read_bytes())
    spoilt = tmp_path / "spoilt.backup"
    for spoil, said in SPOILS:
        spoilt.write_bytes(spoil(backup.read_bytes()))
        ran = other.veche("restore", str(spoilt), "--data", str(other.data))
        assert (ran.returncode, said in ran.stderr) == (1, True), ran.stderr
        assert not (other.data / "archives").exists()
    assert other.veche(*restore).returncode == 0
    assert "something is there already" in other.veche(*restore).stderr
    assert "exists already" in small.veche("backup", str(backup)).stderr


def cut(backup: bytes) -> bytes:
    return backup[: len(backup) // 2]


def altered(backup: bytes) -> bytes:
    """One digit of a hash in a row."""
    place = backup.index(b'"found_by":"') + 13
    return backup[:place] + (b"A" if backup[place : place + 1] != b"A" else b"B") + backup[place + 1 :]


def newer(backup: bytes) -> bytes:
    """As a release with more migrations would write it."""
    with tarfile.open(fileobj=io.BytesIO(backup)) as old:
        parts = {name: old.extractfile(name).read() for name in old.getnames()}  # type: ignore[union-attr]
    manifest, checksums = json.loads(parts["veche.json"]), json.loads(parts["checksums.json"])
    manifest["migrations"]["bodies"] = "9999_later"
    parts["veche.json"] = json.dumps(manifest).encode()
    checksums["veche.json"] = hashlib.sha256(parts["veche.json"]).hexdigest()
    parts["checksums.json"] = json.dumps(checksums).encode()
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as new:
        for name, body in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            new.addfile(entry, io.BytesIO(body))
    return made.getvalue()


SPOILS = (
    (altered, "this is no whole backup"),
    (cut, "this is no whole backup"),
    (newer, "the backup is of a newer release"),
    (lambda backup: b"no backup" * 2000, "this is no whole backup"),
)
