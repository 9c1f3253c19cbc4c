"""Whatever happens, a person reads one line, and no exit code says that all is well when it is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cli.console import run
from hypothesis import given
from hypothesis import strategies as st

from veche.cli import auditor, entry
from veche.cli.asking import number_in
from veche.cli.ceremony_folder import Ceremony
from veche.cli.credential_list import read_roll, read_secret
from veche.cli.vote_file import read_vote
from veche.election.errors import ArchiveBusy, ElectionError, MalformedInput, VerificationError, WrongMoment


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (MalformedInput("Not a key.", "a.key", "Take another."), "not a key: a.key: take another"),
        (MalformedInput("JSON is broken", "a", "b"), "JSON is broken: a: b"),
        (
            VerificationError("json", "ballot 1", "it is cut off"),
            "json (section 4.1): ballot 1: it is cut off",
        ),
        (WrongMoment("It is closed."), "it is closed: see where the vote stands with 'veche inspect'"),
        (
            ArchiveBusy("Two at once."),
            "two at once: wait until the other command has ended, then run this one again",
        ),
        (
            PermissionError(13, "Permission denied", "a"),
            "no permission: a: use the account that owns the file, or ask its owner",
        ),
        (
            OSError(28, "No space left on device", "a"),
            "no space left on device: a: check the disk and try again",
        ),
    ],
)
def test_an_error_says_what_where_and_what_to_do(failure: Exception, said: str) -> None:
    assert entry.sentence(failure) == said


def test_a_mistake_in_veche_is_one_line_that_quotes_nothing(
    at: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(auditor, "verify_archive", fail)
    ran = run("veche verify strike.bel", at("finished"))
    assert ran.returncode == 2
    assert "a mistake in veche itself: RuntimeError in auditor.py" in ran.stderr
    assert "a secret" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


READERS: list[Callable[[Path], object]] = [
    read_vote,
    read_roll,
    read_secret,
    lambda path: Ceremony.open(path.parent),
]
LIKELY = st.text('[]{}"=,\n0a-1') | st.text()


@given(st.binary() | LIKELY.map(lambda text: text.encode(errors="replace")))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "ceremony.json"
    path.write_bytes(data)
    for reader in READERS:
        with suppress(ElectionError):
            reader(path)


@pytest.mark.parametrize(
    "data",
    [b"x=" + b"[" * 5000, b"x=" + b"9" * 5000, b'{"group":"P","trustees":2,"threshold":1}', b"[" * 5000],
)
def test_what_exhausts_a_parser_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "ceremony.json").write_bytes(data)
    with pytest.raises(ElectionError):
        read_vote(tmp_path / "ceremony.json")
    with pytest.raises(ElectionError):
        Ceremony.open(tmp_path)


HEAD = "number,name,weight,credential"


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (read_roll, f"Ada,{'9' * 5000}"),
        (read_secret, f"{HEAD}\n{'9' * 5000},Ada,,x"),
        (lambda path: Ceremony.open(path.parent), '{"group":"Ed25519","trustees":1e999,"threshold":1}'),
    ],
)
def test_numbers_beyond_all_bounds_are_refused(
    tmp_path: Path, reader: Callable[[Path], object], text: str
) -> None:
    (tmp_path / "ceremony.json").write_text(text)
    with pytest.raises(MalformedInput):
        reader(tmp_path / "ceremony.json")


def test_a_number_of_many_digits_is_no_answer() -> None:
    assert [number_in(word) for word in ("12", "x", "-1", "9" * 5000)] == [12, -1, -1, -1]


def test_a_closed_pipe_is_no_mistake(at: Callable[[str], Path]) -> None:
    ran = run("veche inspect strike.bel --trackers 2>errors | head -1; cat errors", at("finished"))
    assert "Traceback" not in ran.stdout
    assert "mistake" not in ran.stdout
