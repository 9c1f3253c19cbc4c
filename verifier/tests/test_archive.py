"""The tar file (4.4): every byte of it is prescribed."""

from __future__ import annotations

import io
import tarfile

import pytest
from forge import compact, event_at, sha256, tar_file

from veche_verify.archive import BLOCK, RECORD_BOUND, Event, read_events, tar_block
from veche_verify.refused import Refused

TIME = 1_600_000_000
HEADER = tar_file("BELENIOS", b'{"version":1,"timestamp":"1600000000"}', TIME)
EVENT = event_at(0, "Setup", None, sha256(b"{}"))
DATA_FILE = tar_file(f"{sha256(b'{}')}.data.json", b"{}", TIME)
EVENT_FILE = tar_file(f"{sha256(EVENT)}.event.json", EVENT, TIME)
GOOD = HEADER + DATA_FILE + EVENT_FILE


def events(archive: bytes) -> list[Event]:
    return list(read_events(io.BytesIO(archive)))


def refusal(archive: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        events(archive)
    return caught.value.check, caught.value.object


def test_a_good_archive() -> None:
    [event] = events(GOOD)
    assert (event.type, event.height, event.payload) == ("Setup", 0, sha256(b"{}"))
    assert (event.data[0].contents, event.end) == (b"{}", len(GOOD))
    assert GOOD[event.data[0].offset :][:2] == b"{}"


def test_tar_reads_it_too() -> None:
    """An independent reader of the same format."""
    with tarfile.open(fileobj=io.BytesIO(GOOD)) as tar:
        names = tar.getnames()
    assert names == ["BELENIOS", f"{sha256(b'{}')}.data.json", f"{sha256(EVENT)}.event.json"]


def test_no_byte_of_a_block_may_differ() -> None:
    for at in range(BLOCK):
        for start in (0, len(HEADER)):
            altered = bytearray(GOOD)
            altered[start + at] ^= 1
            found, where = refusal(bytes(altered))
            assert found == "archive.format", at
            assert where == f"record {int(start > 0)}"


def test_padding_is_zero() -> None:
    for at in (len(HEADER) - 1, len(GOOD) - 1):
        altered = bytearray(GOOD)
        altered[at] = 32
        assert refusal(bytes(altered))[0] == "archive.format"


def test_an_archive_that_is_cut_short() -> None:
    whole = {len(GOOD)}
    for length in range(len(HEADER), len(GOOD)):
        expected = "archive.order" if length in (len(HEADER), len(HEADER + DATA_FILE)) else "archive.format"
        assert length in whole or refusal(GOOD[:length])[0] == expected
    assert refusal(HEADER[: BLOCK + 5]) == ("archive.format", "record 0")
    assert refusal(b"") == ("archive.header", "header")


def test_no_end_of_archive_blocks() -> None:
    assert refusal(GOOD + bytes(2 * BLOCK)) == ("archive.format", "record 3")


@pytest.mark.parametrize(
    ("contents", "check"),
    [
        (b'{"version":2,"timestamp":"1600000000"}', "archive.header"),
        (b'{"version":1,"timestamp":"1600000001"}', "archive.format"),
        (b'{"version":1,"timestamp":"01600000000"}', "archive.header"),
        (b'{"timestamp":"1600000000","version":1}', "archive.header"),
        (b'{"version":1,"timestamp":-1}', "archive.header"),
        (b'{"version":1,"timestamp":1000000000000000000}', "archive.header"),
        (b'{"version":1,"timestamp":100000000000000000}', "archive.format"),
    ],
)
def test_the_header(contents: bytes, check: str) -> None:
    assert refusal(tar_file("BELENIOS", contents, TIME) + DATA_FILE + EVENT_FILE)[0] == check


def test_the_timestamp_may_be_a_number() -> None:
    assert (
        len(
            events(
                tar_file("BELENIOS", b'{"version":1,"timestamp":1600000000}', TIME) + DATA_FILE + EVENT_FILE
            )
        )
        == 1
    )


def test_the_header_is_called_belenios() -> None:
    assert refusal(tar_file("BELENIOT", b'{"version":1,"timestamp":"1600000000"}', TIME)) == (
        "archive.header",
        "header",
    )


@pytest.mark.parametrize(
    "name",
    ["x.data.json", f"{sha256(b'{}')}.json", f"{sha256(b'{}').upper()}.data.json", "../" + "a" * 60, ""],
)
def test_names(name: str) -> None:
    assert refusal(HEADER + tar_file(name, b"{}", TIME)) == ("archive.format", "record 1")


def test_another_time() -> None:
    assert refusal(HEADER + tar_file(f"{sha256(b'{}')}.data.json", b"{}", TIME + 1)) == (
        "archive.format",
        "record 1",
    )


def test_a_wrong_hash() -> None:
    assert refusal(HEADER + tar_file(f"{sha256(b'')}.data.json", b"{}", TIME)) == ("archive.hash", "record 1")


def test_a_record_that_is_too_large() -> None:
    """It is refused by its header, before anything of that size is read."""
    block = tar_block(f"{sha256(b'{}')}.data.json".encode(), RECORD_BOUND + 1, TIME)
    assert refusal(HEADER + block) == ("archive.format", "record 1")


def test_an_event_that_is_too_large() -> None:
    event = event_at(0, "S" * BLOCK, None, None)
    assert refusal(HEADER + tar_file(f"{sha256(event)}.event.json", event, TIME)) == (
        "archive.format",
        "record 1",
    )


def test_too_many_data() -> None:
    assert refusal(HEADER + DATA_FILE * 6) == ("archive.order", "event 0")


@pytest.mark.parametrize(
    ("event", "check"),
    [
        (event_at(1, "Setup", None, None), "archive.chain"),
        (event_at(0, "Setup", "0" * 64, None), "archive.chain"),
        (b'{"height":0,"type":1}', "json"),
        (b'{"type":"Setup","height":0}', "json"),
        (compact({"height": 0, "type": "Setup", "payload": "0"}), "json"),
    ],
)
def test_the_first_event(event: bytes, check: str) -> None:
    assert refusal(HEADER + tar_file(f"{sha256(event)}.event.json", event, TIME)) == (
        check,
        "event 0" + _inside(check, event),
    )


def _inside(check: str, event: bytes) -> str:
    if check == "archive.chain":
        return ": parent" if b"parent" in event else ": height"
    return {b'{"h': ": payload" if b"payload" in event else ": type", b'{"t': ""}[event[:3]]
