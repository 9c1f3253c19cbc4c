"""Vectors for a core or a booth: elements, scalars, credentials, encodings, generators, petitions, and ballots with all that they hash."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from vectors.make import ballots, elections, groups, petitions, prove, shuffles
from vectors.make.ballots import Poll, credential_secret, fingerprint
from vectors.make.generic import element, scalar
from vectors.make.plans import COMMITTEE, RANKING, SLATES, YES_NO
from vectors.make.trustees import BASE58
from vectors.make.wire import content, text

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("Ed25519", "RFC-3526-2048", "BELENIOS-2048")
UUID = "BcDeFgHiJkLmNo"
CREDENTIALS = ("11111-111111-11111-111111", "5JyRd-uqKJ6M-a7QXw-Fz3nVh")
OLD_CREDENTIAL = "abc-DEF-123-xyz-T4"

VOTES: list[tuple[str, Any, Any]] = [
    ("homomorphic", YES_NO, [1, 0]),
    ("homomorphic with blank", COMMITTEE, [0, 1, 0, 1]),
    ("homomorphic with blank, voted blank", COMMITTEE, [1, 0, 0, 0]),
    ("non-homomorphic", RANKING, [1, 0, 255]),
    ("lists", SLATES, [[1, 1, 0], [0, 0]]),
]


def files() -> dict[str, bytes]:
    """Every file of core/ by name."""
    makers: dict[str, Callable[[], Any]] = {
        "elements": elements,
        "scalars": scalars,
        "credentials": credentials,
        "encoding": encoding,
        "generators": generators,
        "ballots": voted,
        "petitions": petitions.petitions,
    }
    return {
        f"{name}.json": json.dumps(make(), indent=1, ensure_ascii=False).encode() + b"\n"
        for name, make in makers.items()
    }


def elements() -> dict[str, Any]:
    """Strings that are elements of each group, and strings that are not (5)."""
    found: dict[str, Any] = {}
    for name in NAMES:
        group = groups.group(name)
        good = [("neutral", group.write(group.one)), ("g", group.power(1)), ("1/g", group.power(-1))]
        good += [(f"g^{n}", group.power(n)) for n in (2, 3, 1 << 200, group.order - 2)]
        sample = group.power(12345)
        bad = [
            (what, node) for what, node in element(text(sample), group) if what not in ("another", "neutral")
        ]
        strings = [
            (what, content(node)) for what, node in bad if isinstance(node, str) and node.startswith('"')
        ]
        found[name] = {"good": labelled(good), "bad": labelled(strings)}
    return found


def scalars() -> dict[str, Any]:
    """Strings that are scalars of each group, and strings that are not (4.2)."""
    found: dict[str, Any] = {}
    for name in NAMES:
        order = groups.group(name).order
        good = [("zero", "0"), ("one", "1"), ("the largest", str(order - 1))]
        made = [
            (what, node) for what, node in scalar(text("12345"), groups.group(name)) if what != "plus one"
        ]
        bad = [(what, content(node)) for what, node in made if isinstance(node, str) and node.startswith('"')]
        bad = [(what, string) for what, string in bad if "\\" not in string and string.isascii()]
        found[name] = {"good": labelled(good), "bad": labelled([*bad, ("the order", str(order))])}
    return found


def labelled(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    """What each string is."""
    return [{"what": what, "string": string} for what, string in pairs]


def credentials() -> list[dict[str, str]]:
    """Secret credentials and what comes of them (4.8); the last form is that of release 2.0, which is only read."""
    made = []
    for name in NAMES:
        group = groups.group(name)
        secrets = [(c, credential_secret(c, UUID, group.order)) for c in CREDENTIALS]
        secrets.append((old := with_checksum(OLD_CREDENTIAL), old_secret(old, group.order)))
        made += [
            {"group": name, "uuid": UUID, "credential": c, "secret": str(x), "public": group.power(x)}
            for c, x in secrets
        ]
    return made


def with_checksum(words: str) -> str:
    """A credential of release 2.0: its last character is 53 less the others modulo 53."""
    number = 0
    for character in words.replace("-", ""):
        number = number * 58 + BASE58.index(character)
    return words + BASE58[53 - number % 53]


def old_secret(credential: str, order: int) -> int:
    """PBKDF2 over the credential as it is written, salted with the identifier of the election."""
    key = hashlib.pbkdf2_hmac("sha256", credential.encode(), UUID.encode(), 1000, 32)
    return int.from_bytes(key, "big") % order


def encoding() -> list[dict[str, Any]]:
    """Small integers as elements (of_ints) and back (to_ints)."""
    lists = [[0], [1, 2, 3], [255, 255], [0, 0, 0, 1], list(range(30))]
    return [
        {
            "group": name,
            "ints": ints,
            "element": groups.group(name).write(ballots.embed(groups.group(name), ints)),
        }
        for name in NAMES[:2]
        for ints in lists
    ]


def generators() -> dict[str, dict[str, str]]:
    """GetGenerator (6): the bases of a shuffle's commitments."""
    return {
        name: {
            str(i): groups.group(name).write(shuffles.generator(groups.group(name), i))
            for i in (-1, 0, 1, 2, 3)
        }
        for name in NAMES[:2]
    }


def voted() -> list[dict[str, Any]]:
    """One ballot for each kind of question, with every string that is hashed for it."""
    return [
        vote(name, *case)
        for name in NAMES
        for case in VOTES
        if not (name == "BELENIOS-2048" and "non" in case[0])
    ]


def vote(name: str, what: str, question: Any, choice: Any) -> dict[str, Any]:
    """A ballot in an election of one question, with the key g^77."""
    group = groups.group(name)
    fields = {"version": 1, "description": "", "name": what, "group": name, "public_key": group.power(77)}
    message = elections.message({**fields, "questions": [question], "uuid": UUID})
    poll, hashed = Poll(message), []
    honest = prove.digest

    def listening(string: str) -> int:
        hashed.append(string)
        return honest(string)

    prove.digest = listening
    try:
        ballot = ballots.ballot(poll, CREDENTIALS[1], [choice], f"core|{name}|{what}")
    finally:
        prove.digest = honest
    return {
        "group": name,
        "what": what,
        "election": message.decode(),
        "fingerprint": fingerprint(message),
        "credential": CREDENTIALS[1],
        "choices": [choice],
        "ballot": ballot.decode(),
        "tracker": fingerprint(ballot),
        "hashed": hashed,
        "confirmed": "accepted by belenios-tool 3.3.0, election verify-ballot",
    }
