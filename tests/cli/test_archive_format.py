"""The worked example in docs/archive-format.md is the archive beside it, byte for byte."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from veche_verify.verify import verify as verify_again

from veche.election.verify import verify_archive

DOCS = Path(__file__).resolve().parents[2] / "docs"
ARCHIVE = DOCS / "example.bel"
PAGE = (DOCS / "archive-format.md").read_text(encoding="utf-8")
BYTES = ARCHIVE.read_bytes()
RESULT = [[0, 2]]


class Record(NamedTuple):
    offset: int
    name: str
    body: bytes


def records() -> list[Record]:
    """The records of the example, read with nothing but the layout that the page describes."""
    found, offset = [], 0
    while offset < len(BYTES):
        header = BYTES[offset : offset + 512]
        size = int(header[124:135], 8)
        body = BYTES[offset + 512 : offset + 512 + size]
        found.append(Record(offset, header[:100].rstrip(b"\0").decode(), body))
        offset += 512 + (size + 511) // 512 * 512
    return found


def dump(start: int, end: int) -> Iterator[str]:
    """Lines as `hexdump -C` prints them, with a star for repeated lines."""
    before, starred = b"", False
    for offset in range(start, end, 16):
        line = BYTES[offset : offset + 16]
        if line == before:
            if not starred:
                yield "*"
            starred = True
            continue
        before, starred = line, False
        halves = "  ".join(" ".join(f"{byte:02x}" for byte in line[i : i + 8]) for i in (0, 8))
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in line)
        yield f"{offset:08x}  {halves}  |{text}|"


def test_the_bytes_of_the_first_record_are_those_on_the_page() -> None:
    assert "\n".join(dump(0, 0x400)) in PAGE


def test_the_table_of_records_is_that_of_the_archive() -> None:
    rows = re.findall(r"^\| (\d+) \| `([^`]+)` \| (\d+) \|", PAGE, re.MULTILINE)
    shown = [(int(offset), name, int(size)) for offset, name, size in rows]
    true = [(r.offset, re.sub(r"^(.{8}).{56}", r"\1…", r.name), len(r.body)) for r in records()]
    assert shown == true


def test_every_name_is_the_hash_of_its_contents() -> None:
    for record in records()[1:]:
        assert record.name.split(".")[0] == sha256(record.body).hexdigest()


@pytest.mark.parametrize("block", re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
def test_every_message_on_the_page_stands_in_the_archive(block: str) -> None:
    message = "".join(line.strip() for line in block.splitlines())
    pattern = ".*".join(re.escape(part) for part in message.split("…"))
    assert [record for record in records() if re.fullmatch(pattern, record.body.decode())]


def test_the_fingerprint_and_the_tracker_are_computed_as_the_page_says() -> None:
    for place in (1, 6):
        digest = sha256(records()[place].body).digest()
        assert f"`{b64encode(digest).decode().rstrip('=')}`" in PAGE


def test_both_verifiers_accept_the_example() -> None:
    assert verify_archive(ARCHIVE).result == RESULT
    assert verify_again(ARCHIVE, None, lambda _: None).result == RESULT
