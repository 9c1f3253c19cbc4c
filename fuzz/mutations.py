"""Changes to messages: of their bytes, of the tokens of their JSON, and of one record of an archive whose hashes stay right."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vectors.make import archive

if TYPE_CHECKING:
    from random import Random

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+|.', re.DOTALL)
STRANGE = [
    *(
        b"",
        b"null",
        b"true",
        b"0",
        b"-1",
        b"1.0",
        b"1e9",
        b"18446744073709551616",
        b'""',
        b'"0"',
        b'"\\u0031"',
        b"[]",
    ),
    *(
        b"{}",
        b"[[]]",
        b'"\xff"',
        b" ",
        b"\0",
        b"[" * 300,
        b'"' + b"9" * 700 + b'"',
        b'"' + b"f" * 64 + b'"',
        b"\xf0\x9f",
    ),
]


def mutated(random: Random, message: bytes, others: list[bytes]) -> bytes:
    """One to three changes; `others` are good messages to take parts from."""
    for _ in range(random.randint(1, 3)):
        message = random.choice((of_bytes, of_tokens, of_tokens))(random, message, others)
    return message


def of_bytes(random: Random, message: bytes, others: list[bytes]) -> bytes:
    """A bit, a slice or an end is changed."""
    at = random.randrange(len(message) + 1)
    end = min(len(message), at + random.randrange(1, 40))
    change = random.randrange(5)
    if change == 0 and at < len(message):
        return message[:at] + bytes([message[at] ^ 1 << random.randrange(8)]) + message[at + 1 :]
    if change == 1:
        return message[:at] + message[end:]
    if change == 2:
        return message[:end] + message[at:]
    if change == 3:
        return message[:at]
    other = random.choice(others)
    return message[:at] + other[random.randrange(len(other) + 1) :]


def of_tokens(random: Random, message: bytes, others: list[bytes]) -> bytes:
    """A token is dropped, repeated, or becomes another."""
    tokens = TOKEN.findall(message)
    if not tokens:
        return random.choice(STRANGE)
    at = random.randrange(len(tokens))
    pool = [STRANGE, tokens, TOKEN.findall(random.choice(others)) or STRANGE]
    new = random.choice(
        [[], [tokens[at]] * 2, [random.choice(random.choice(pool))], [nudged(random, tokens[at])]]
    )
    return b"".join([*tokens[:at], *new, *tokens[at + 1 :]])


def nudged(random: Random, token: bytes) -> bytes:
    """Another number of about the same size, or another digit somewhere."""
    digits = token.strip(b'"')
    if digits.isdigit():
        number = b"%d" % max(0, int(digits) + random.choice((-2, -1, 1, 2)))
        return token.replace(digits, number)
    at = random.randrange(len(token))
    return token[:at] + random.choice(b"0123456789abcdef").to_bytes(1, "big") + token[at + 1 :]


def of_archive(random: Random, whole: bytes, others: list[bytes]) -> bytes:
    """One record is changed and the archive ends behind it; or, now and then, bytes of the file as it is."""
    if random.random() < 0.2:
        return of_bytes(random, whole, others)
    good = taken_apart(whole)
    at = random.randrange(len(good.steps))
    if not good.steps[at].data:
        return good.upto(at).write()
    record = random.choice(good.steps[at].data)
    bodies = [r.body for step in good.steps for r in step.data if r.kind == record.kind]
    body = mutated(random, record.body, bodies)
    return good.upto(at + 1).with_record(at, record.kind, body).write()


@lru_cache(maxsize=32)
def taken_apart(whole: bytes) -> archive.Archive:
    """A good archive, read once."""
    return archive.read(whole)
