"""The archive as a file (4.4): its blocks, its names, its chain, and what it continues."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

from vectors.make.archive import BLOCK, Archive, Record, Step, entry, event, header, sha256
from vectors.make.bad import Bad, Base

if TYPE_CHECKING:
    from collections.abc import Iterator

NUL, SPACE = b"\0", b" "


def vectors(base: Base) -> Iterator[Bad]:
    """All of them, on a small election."""
    yield from headers(base)
    yield from blocks(base)
    yield from names(base)
    yield from chain(base)
    yield from order(base)


def checksummed(block: bytes) -> bytes:
    """A header with its checksum made right."""
    cleared = block[:148] + SPACE * 8 + block[156:]
    return cleared[:148] + b"%06o\0 " % sum(cleared) + block[156:]


def patched(block: bytes, at: int, value: bytes) -> bytes:
    """A header with other bytes at a place, and the checksum for them."""
    return checksummed(block[:at] + value + block[at + len(value) :])


def headers(base: Base) -> Iterator[Bad]:
    """The header of record 3 is not what a writer of the format would write."""
    record, start, end = 3, *span(base.archive, 3)
    data = base.archive.upto(1).write()
    block, name = data[start : start + BLOCK], data[start : start + 64]
    size, mtime = block[124:136], block[136:148]
    other: dict[str, bytes] = {
        "mode": patched(block, 100, b"0000600\0"),
        "owner": patched(block, 108, b"0001750\0"),
        "group": patched(block, 116, b"0001750\0"),
        "time": patched(block, 136, b"%011o\0" % (int(mtime[:11], 8) + 1)),
        "time ends with a space": patched(block, 147, SPACE),
        "size ends with a space": patched(block, 135, SPACE),
        "size padded with spaces": patched(block, 124, b"%11o\0" % int(size[:11], 8)),
        "size in base 256": patched(block, 124, b"\x80" + (end - start).to_bytes(11, "big")),
        "size minus one": patched(block, 124, b"%011o\0" % (int(size[:11], 8) - 1)),
        "size over the end": patched(block, 124, b"%011o\0" % (int(size[:11], 8) + 10 * BLOCK)),
        "size of eight gibibytes": patched(block, 124, b"77777777777\0"),
        "size negative": patched(block, 124, b"-0000000001\0"),
        "no type": patched(block, 156, NUL),
        "a link": patched(block, 156, b"2"),
        "a directory": patched(block, 156, b"5"),
        "magic of ustar": patched(block, 257, b"ustar\0" + b"00"),
        "name of its owner": patched(block, 265, b"root"),
        "prefix": patched(block, 345, b"a"),
        "last byte": patched(block, 511, b"\1"),
        "behind the name": patched(block, 99, b"\1"),
        "checksum": block[:148] + b"000000\0 " + block[156:],
        "checksum ends otherwise": block[:154] + b" \0" + block[156:],
        "checksum without zeroes": block[:148] + block[148:154].lstrip(b"0").rjust(6) + block[154:],
        "name upper case": patched(block, 0, name.upper()),
        "name with a directory": patched(block, 0, b"./" + block[:98].rstrip(NUL)),
        "name without kind": patched(block, 0, block[:98].replace(b".data.json", b".json" + NUL * 5)),
        "name without hash": patched(block, 0, b"election.data.json" + NUL * 60),
        "name too short": patched(block, 0, block[1:98].rstrip(NUL) + NUL),
        "name empty": patched(block, 0, NUL * 100),
        "nothing but NUL": NUL * BLOCK,
    }
    for change, wrong in other.items():
        altered = data[:start] + wrong + data[start + BLOCK :]
        yield base.bad(f"tar.{change}", altered, "archive.format", f"record {record}", f"A header: {change}.")


def span(archive: Archive, number: int) -> tuple[int, int]:
    """Where a file of the archive stands, from its header to its padding."""
    start = 0
    for i, (name, body) in enumerate(archive.files()):
        end = start + len(entry(name, body, archive.mtime))
        if i == number:
            return start, end
        start = end
    raise LookupError(f"there is no record {number}")


def blocks(base: Base) -> Iterator[Bad]:
    """The file is cut short, or has something more."""
    data = base.archive.upto(1).write()
    count = len(base.archive.upto(1).files())
    start = span(base.archive.upto(1), count - 1)[0]
    padded = bytearray(data)
    padded[-1] = 1
    more: dict[str, tuple[bytes, int]] = {
        "cut in a header": (data[: start + 100], count - 1),
        "cut in the contents": (data[: start + BLOCK + 10], count - 1),
        "cut in the padding": (data[:-1], count - 1),
        "cut behind a header": (data[: start + BLOCK], count - 1),
        "padding not NUL": (bytes(padded), count - 1),
        "one byte more": (data + NUL, count),
        "a block of NUL more": (data + NUL * BLOCK, count),
        "end of archive": (data + NUL * 2 * BLOCK, count),
        "garbage behind": (data + b"garbage" * 100, count),
        "end of archive in the middle": (data[:start] + NUL * 2 * BLOCK + data[start:], count - 1),
    }
    for change, (wrong, record) in more.items():
        about = f"The file: {change}."
        yield base.bad(f"file.{change}", wrong, "archive.format", f"record {record}", about)
    first = len(entry("BELENIOS", base.archive.head, base.archive.mtime))
    beginnings: dict[str, tuple[bytes, str, str]] = {
        "empty": (b"", "archive.header", "header"),
        "compressed": (gzip.compress(data, mtime=0), "archive.format", "record 0"),
        "a text": (b"This is not an archive.\n" * 40, "archive.format", "record 0"),
        "without header": (data[first:], "archive.header", "header"),
        "header twice": (data[:first] + data, "archive.format", "record 1"),
        "header only cut": (data[:700], "archive.format", "record 0"),
    }
    for change, (wrong, check, object_) in beginnings.items():
        yield base.bad(f"file.{change}", wrong, check, object_, f"The file: {change}.")


def names(base: Base) -> Iterator[Bad]:
    """A name is not the hash of the contents."""
    archive = base.archive.upto(2)
    files_ = archive.files()
    for number in (1, 4, len(files_) - 1):
        name, body = files_[number]
        swapped = list(files_)
        swapped[number] = (name, body.replace(b":", b"; ", 1)[: len(body)])
        about = f"The contents of record {number} are not those that its name says."
        yield base.bad(
            f"hash.{number}", rendered(archive, swapped), "archive.hash", f"record {number}", about
        )
        swapped[number] = ("0" + name[1:] if name[0] != "0" else "1" + name[1:], body)
        yield base.bad(
            f"hash.name {number}", rendered(archive, swapped), "archive.hash", f"record {number}", about
        )


def rendered(archive: Archive, files_: list[tuple[str, bytes]]) -> bytes:
    """Files as they are given."""
    return b"".join(header(n, len(b), archive.mtime) + b + bytes(-len(b) % BLOCK) for n, b in files_)


def chain(base: Base) -> Iterator[Bad]:
    """The chain of events is broken: each event as it was, but not where it was."""
    archive = base.archive
    pinned = [record.body for record in archive.records() if record.kind == "event"]
    steps = [replace(step, event=body) for step, body in zip(archive.steps, pinned, strict=True)]
    votes = archive.places("Ballot")
    a, b = votes[0], votes[1]
    swapped = [*steps[:a], steps[b], steps[a], *steps[b + 1 :]]
    dropped = [*steps[:a], *steps[b:]]
    first = event("Setup", 0, "0" * 64, sha256(archive.record(0, "setup_data")))
    late = event("Setup", 1, None, sha256(archive.record(0, "setup_data")))
    stories: dict[str, tuple[list[Step], int, str]] = {
        "ballots swapped": (swapped, a, "Two ballots with their events change places."),
        "ballot dropped": (dropped, a, "A ballot is missing with its event."),
        "first with parent": ([replace(steps[0], event=first)], 0, "The first event has a parent."),
        "first at height one": ([replace(steps[0], event=late)], 0, "The first event has the height 1."),
    }
    for name, (wrong, at, about) in stories.items():
        altered = replace(archive, steps=tuple(wrong[: b + 1]))
        yield base.bad(f"chain.{name}", altered, "archive.chain", f"event {at}", about)


def order(base: Base) -> Iterator[Bad]:
    """Hashes and chain are right, but something stands where it may not."""
    s = {step.type: step for step in base.archive.steps}
    setup, vote, end, tally = s["Setup"], s["Ballot"], s["EndBallots"], s["EncryptedTally"]
    whole = list(base.archive.steps)
    note = Record("note", b'"a note"')
    bare = replace(vote, data=())
    stories: dict[str, tuple[list[Step], int, str]] = {
        "no setup": ([vote], 0, "The first event is a ballot."),
        "setup twice": ([setup, setup], 1, "The election is set up twice."),
        "end before setup": ([end], 0, "The ballots end before the setup."),
        "ballot after the end": ([setup, end, vote], 2, "A ballot comes after the end of ballots."),
        "end twice": ([setup, end, end], 2, "The ballots end twice."),
        "tally before the end": ([setup, vote, tally], 2, "The tally comes before the end of ballots."),
        "tally twice": (
            [*cut(whole, "EncryptedTally"), tally],
            len(cut(whole, "EncryptedTally")),
            "Two tallies.",
        ),
        "ballot after the result": ([*whole, vote], len(whole), "A ballot comes after the result."),
        "result twice": ([*whole, whole[-1]], len(whole), "The result is stated twice."),
        "shuffles in an election without": (
            [*cut(whole, "EncryptedTally"), Step("EndShuffles", ())],
            len(cut(whole, "EncryptedTally")),
            "Nothing is to be shuffled.",
        ),
        "decryption before the tally": (
            [setup, vote, end, s["PartialDecryption"]],
            3,
            "A partial decryption comes before the encrypted tally.",
        ),
        "something between": (
            [setup, replace(vote, data=(note, *vote.data))],
            1,
            "Data that nothing refers to.",
        ),
        "ballot without data": ([setup, bare], 1, "The event of a ballot, but no ballot."),
        "two ballots, one event": (
            [setup, replace(vote, data=(whole[1].data[0], whole[2].data[0]))],
            1,
            "Two ballots before one event.",
        ),
        "end with data": ([setup, replace(end, data=vote.data)], 1, "A ballot before the end of ballots."),
        "no roll": ([reordered(setup, 0, 1, 3)], 0, "There is no list of credentials."),
        "no election": ([reordered(setup, 1, 2, 3)], 0, "There is no election."),
        "tally without its sizes": (
            [*cut(whole, "EndBallots"), reordered(tally, 0)],
            len(cut(whole, "EndBallots")),
            "No sizes.",
        ),
    }
    for name, (wrong, at, about) in stories.items():
        altered = replace(base.archive, steps=tuple(wrong))
        yield base.bad(f"order.{name}", altered, "archive.order", f"event {at}", about)
    moved: dict[str, tuple[list[Step], str, str]] = {
        "trustees before election": ([reordered(setup, 1, 0, 2, 3)], "archive.payload", "setup_data"),
        "setup data first": ([reordered(setup, 3, 0, 1, 2)], "json", "setup_data"),
        "sizes before the tally": (
            [*cut(whole, "EndBallots"), reordered(tally, 1, 0)],
            "json",
            "sized_encrypted_tally",
        ),
    }
    for name, (wrong, check, object_) in moved.items():
        altered = replace(base.archive, steps=tuple(wrong))
        yield base.bad(f"order.{name}", altered, check, object_, f"The data stand in another order: {name}.")
    good = base.archive.upto(2)
    left = good.write() + entry(f"{sha256(note.body)}.data.json", note.body, good.mtime)
    yield base.bad(
        "order.left over", left, "archive.order", "event 2", "Data at the end that no event refers to."
    )


def reordered(step: Step, *places: int) -> Step:
    """The data of a step in another order."""
    return replace(step, data=tuple(step.data[i] for i in places))


def cut(steps: list[Step], type_: str) -> list[Step]:
    """The steps up to the first of a type."""
    return steps[: [step.type for step in steps].index(type_) + 1]


def extending(base: Base, other: Base) -> Iterator[Bad]:
    """The newer archive is good by itself but is no continuation of the older."""
    archive = base.archive
    last = archive.places("Ballot")[-1]
    without = archive.upto(last)
    another = without.steps[:-1]
    timed = replace(
        archive, head=archive.head.replace(str(archive.mtime).encode(), str(archive.mtime + 1).encode())
    )
    stories: dict[str, tuple[Archive, Archive, str]] = {
        "shorter": (archive.upto(last), archive.upto(last + 1), "The newer archive lacks the last ballot."),
        "another ballot": (
            replace(archive, steps=(*another, archive.steps[last])),
            archive.upto(last),
            "A ballot of the older archive is replaced by a later one.",
        ),
        "another election": (other.archive, archive.upto(1), "The newer archive is of another election."),
        "another time": (timed.upto(last), archive.upto(1), "The header states another time."),
        "ballots swapped": (
            replace(archive, steps=(*archive.steps[:1], archive.steps[2], archive.steps[1])),
            archive.upto(3),
            "Two ballots change places, with a right chain.",
        ),
    }
    for name, (newer, older, about) in stories.items():
        bad = base.bad(f"extends.{name}", newer, "archive.extends", "archive", about)
        yield base.extending(bad, older)
