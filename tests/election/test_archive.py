from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest
from election.support import TIMESTAMP

from veche.election.appender import group_bytes
from veche.election.archive import Archive, header_message
from veche.election.chain import EVENT, Chain, Event, State, digest_of
from veche.election.errors import VerificationError
from veche.election.tar import BLOCK, MAX_BALLOT, first_header, pad, record_header

if TYPE_CHECKING:
    from pathlib import Path

SETUP = [b'{"a":1}', b'{"b":1}', b"[]", b'{"c":1}']


def first(name: bytes = b"BELENIOS", message: bytes = header_message(TIMESTAMP)) -> bytes:
    return first_header(len(message), TIMESTAMP, name) + pad(message)


def record(body: bytes, kind: bytes = b"data") -> bytes:
    return record_header(digest_of(body), kind, len(body), TIMESTAMP) + pad(body)


def whole(ballots: int = 3) -> bytes:
    steps = [
        (b"Setup", SETUP),
        *((b"Ballot", [b'{"ballot":%d}' % i]) for i in range(ballots)),
        (b"EndBallots", []),
    ]
    return first() + group_bytes(Chain(), steps, TIMESTAMP)


def read_all(path: Path, contents: bytes) -> list[bytes]:
    path.write_bytes(contents)
    with Archive(path) as archive:
        return [group.type for group in archive.groups()]


def refusal(path: Path, contents: bytes) -> tuple[str, str]:
    with pytest.raises(VerificationError) as caught:
        read_all(path, contents)
    return caught.value.check, caught.value.object.partition(":")[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.bel"


def test_events_come_with_their_data(path: Path) -> None:
    assert read_all(path, whole()) == [b"Setup", b"Ballot", b"Ballot", b"Ballot", b"EndBallots"]
    with Archive(path) as archive:
        groups = list(archive.groups())
        assert [part.body for part in groups[0].data] == SETUP
        assert archive.data_at(groups[2].data[0].offset) == b'{"ballot":1}'
        digest = bytes.fromhex(groups[2].data[0].digest.decode())
        assert archive.same_data_at(groups[2].data[0].offset, digest) == b'{"ballot":1}'
        with pytest.raises(VerificationError, match=r"archive.hash.*altered"):
            archive.same_data_at(groups[1].data[0].offset, digest)
        assert groups[-1].end == archive.size
        assert archive.timestamp == TIMESTAMP


def test_reading_goes_on_where_it_came_to(path: Path) -> None:
    path.write_bytes(whole())
    with Archive(path) as archive:
        chain = Chain()
        groups = archive.groups(chain)
        end = [next(groups) for _ in range(2)][-1].end
        rest = [group.type for group in archive.groups(chain, end)]
    assert rest == [b"Ballot", b"Ballot", b"EndBallots"]
    assert chain.state is State.CLOSED


def test_it_is_a_tar_archive(path: Path) -> None:
    path.write_bytes(whole() + bytes(2 * BLOCK))
    with tarfile.open(path) as archive:
        members = archive.getmembers()
        assert members[0].name == "BELENIOS"
        assert members[1].name == f"{digest_of(SETUP[0]).decode()}.data.json"
        assert {member.mtime for member in members} == {TIMESTAMP}
        assert {member.mode for member in members} == {0o644}


def test_the_timestamp_may_be_a_number(path: Path) -> None:
    message = b'{"version":1,"timestamp":%d}' % TIMESTAMP
    rest = whole()[2 * BLOCK :]
    assert read_all(path, first_header(len(message), TIMESTAMP) + pad(message) + rest)[0] == b"Setup"


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        first(b"BELENIOT"),
        first(message=b'{"version":2,"timestamp":"1"}'),
        first(message=b'{"version":1}'),
        first(message=b" " * 513),
    ],
)
def test_what_has_not_the_header_of_an_archive(path: Path, contents: bytes) -> None:
    assert refusal(path, contents) == ("archive.header", "header")


@pytest.mark.parametrize(
    "contents",
    [
        b"BELENIOS",
        b"PK\x03\x04" * 400,
        bytes(2048),
        first()[:700],
        first(message=b'{"version":1,"timestamp":"1"}'),
    ],
)
def test_what_is_no_archive(path: Path, contents: bytes) -> None:
    assert refusal(path, contents) == ("archive.format", "record 0")


@pytest.mark.parametrize("place", [100, 108, 124, 136, 148, 156, 157, 300, BLOCK + 200])
def test_every_byte_of_the_first_file_counts(path: Path, place: int) -> None:
    contents = bytearray(whole())
    contents[place] ^= 1
    assert refusal(path, bytes(contents))[0] in ("archive.header", "archive.format")


@pytest.mark.parametrize("place", [64, 70, 100, 115, 120, 124, 136, 148, 156, 157, 345, 511, BLOCK + 100])
def test_every_byte_of_a_record_counts(path: Path, place: int) -> None:
    contents = bytearray(whole())
    contents[4 * BLOCK + place] ^= 1
    assert refusal(path, bytes(contents)) == ("archive.format", "record 2")


def test_a_record_is_named_after_its_contents(path: Path) -> None:
    contents = bytearray(whole())
    contents[5 * BLOCK + 2] ^= 1
    assert refusal(path, bytes(contents)) == ("archive.hash", "record 2")


def test_the_end_may_not_be_cut_or_grown(path: Path) -> None:
    contents = whole()
    assert refusal(path, contents[:-BLOCK]) == ("archive.format", "record 12")
    assert refusal(path, contents[:-1]) == ("archive.format", "record 12")
    assert refusal(path, contents + bytes(BLOCK)) == ("archive.format", "record 13")
    assert refusal(path, contents + b"x") == ("archive.format", "record 13")
    assert refusal(path, contents[:700]) == ("archive.format", "record 0")


def test_data_without_their_event_are_left_over(path: Path) -> None:
    assert refusal(path, whole()[: -2 * BLOCK] + record(b"{}")) == ("archive.order", "event 4")
    assert refusal(path, whole() + record(b"{}")) == ("archive.order", "event 5")


def test_a_ballot_has_a_bound(path: Path) -> None:
    contents = whole()[: -2 * BLOCK] + record(bytes(MAX_BALLOT + 1))
    assert refusal(path, contents) == ("archive.format", "record 12")


def test_a_size_beyond_the_end_is_not_read(path: Path) -> None:
    header = record_header(b"0" * 64, b"data", 200 * 1024 * 1024, TIMESTAMP)
    assert refusal(path, first() + header) == ("archive.format", "record 1")


def event(chain: Chain, type_: bytes, payload: bytes | None = None, **changes: object) -> bytes:
    fields = {"parent": chain.parent, "height": chain.height + 1, "type": type_, "payload": payload} | changes
    return record(EVENT.write(Event(**fields)), b"event")  # type: ignore[arg-type]


def closing(**changes: object) -> bytes:
    """An archive whose fifth event is EndBallots with some fields changed."""
    chain = Chain()
    steps = [(b"Setup", SETUP), *((b"Ballot", [b'{"ballot":%d}' % i]) for i in range(3))]
    return first() + group_bytes(chain, steps, TIMESTAMP) + event(chain, b"EndBallots", **changes)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"height": 5}, "archive.chain"),
        ({"height": 3}, "archive.chain"),
        ({"parent": b"0" * 64}, "archive.chain"),
        ({"parent": None}, "archive.chain"),
        ({"type": b"EndBalots"}, "archive.order"),
        ({"type": b"Setup"}, "archive.order"),
        ({"type": b"Ballot"}, "archive.order"),
        ({"type": b"Result"}, "archive.order"),
        ({"payload": b"0" * 64}, "archive.payload"),
        ({"payload": b"0" * 63}, "json"),
    ],
)
def test_an_event_that_does_not_fit(path: Path, changes: dict[str, object], check: str) -> None:
    assert read_all(path, closing())[-1] == b"EndBallots"
    assert refusal(path, closing(**changes)) == (check, "event 4")


def test_a_ballot_event_refers_to_its_ballot(path: Path) -> None:
    chain = Chain()
    start = first() + group_bytes(chain, [(b"Setup", SETUP)], TIMESTAMP)
    ballot = b'{"ballot":0}'
    assert read_all(path, start + record(ballot) + event(chain, b"Ballot", digest_of(ballot)))
    assert refusal(path, start + record(ballot) + event(chain, b"Ballot", b"0" * 64)) == (
        "archive.payload",
        "event 1",
    )
    assert refusal(path, start + record(ballot) + event(chain, b"Ballot")) == ("archive.payload", "event 1")
    twice = start + record(ballot) + record(ballot) + event(chain, b"Ballot", digest_of(ballot))
    assert refusal(path, twice) == ("archive.order", "event 1")


def test_a_set_up_has_four_data_or_five(path: Path) -> None:
    for count, good in ((3, False), (4, True), (5, True), (6, False)):
        bodies = [b'{"a":%d}' % i for i in range(count)]
        contents = first() + b"".join(map(record, bodies)) + event(Chain(), b"Setup", digest_of(bodies[-1]))
        if good:
            assert read_all(path, contents) == [b"Setup"]
        else:
            assert refusal(path, contents) == ("archive.order", "event 0")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Archive(tmp_path / "missing.bel")
    with pytest.raises(IsADirectoryError):
        Archive(tmp_path)
