"""The good elections: those of plans.py, and a few that look odd and are good."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vectors.make import wire
from vectors.make.archive import Archive, Record, sha256
from vectors.make.elections import Holding, message
from vectors.make.everything import base
from vectors.make.handmade.ending import Ending
from vectors.make.plans import MIXED, PLANS, RANKED, REVOTE, THRESHOLD, WEIGHTS
from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from collections.abc import Iterator

Good = tuple[dict[str, object], dict[str, bytes]]


def elections() -> Iterator[Good]:
    """Each with its entry in the manifest and its files."""
    for plan in PLANS:
        held = base(plan.name).held
        yield good(plan.name, plan.about, held.archive, {f"{plan.name}.secrets.json": held.secret_file()})
    yield from odd()


def good(name: str, about: str, archive: Archive, more: dict[str, bytes] | None = None) -> Good:
    """The entry and the files of one."""
    entry: dict[str, object] = {"file": f"good/{name}.bel", "about": about, "by": "vectors/make"}
    results = [step.data[0].body for step in archive.steps if step.type == "Result"]
    entry["result"] = json.loads(results[0])["result"] if results else None
    return entry, {f"{name}.bel": archive.write(), **(more or {})}


def odd() -> Iterator[Good]:
    """Elections that a strict verifier might refuse and must not."""
    yield set_aside()
    yield swapped_ballots()
    yield unsorted_roll()
    yield optional_fields()
    yield numeric_time()
    yield never_opened()


def set_aside() -> Good:
    """4.21 over a threshold that is met in spite of a forged share."""
    ending = Ending(THRESHOLD, "set-aside").decrypt(2).decrypt(1, 1234567).decrypt(3).result()
    archive = Archive(ending.holding.head(), tuple(ending.holding.steps))
    about = "Three members of a threshold of 2 decrypt; the forged decryption of one is set aside."
    return good("ed25519-set-aside", about, archive)


def swapped_ballots() -> Good:
    """The order of different voters' ballots does not matter to a homomorphic tally."""
    archive = base(WEIGHTS.name).archive
    s = archive.steps
    archive = replace(archive, steps=(s[0], s[3], s[1], s[2], *s[4:]))
    return good("ed25519-other-order", "The same ballots in another order give the same tally.", archive)


def unsorted_roll() -> Good:
    """3.1 sorts the roll where it is made; nobody else need care."""
    archive = base(REVOTE.name).archive.upto(1)
    roll = json.loads(archive.record(0, "public_credentials"))
    archive = archive.with_record(0, "public_credentials", message(roll[::-1]))
    return good("ed25519-unsorted-roll", "The credentials are not sorted; nobody has voted yet.", archive)


def optional_fields() -> Good:
    """Fields that only releases of Belenios from 3.3 write, and those that the specification marks with a `?`."""
    archive = base(MIXED.name).archive.upto(1)
    election = wire.read(archive.record(0, "election"))
    trustees = wire.read(archive.record(0, "trustees"))
    assert isinstance(election, Object), "an election is an object"
    more = Object(
        [*election, ("administrator", text("Ала Іванова")), ("credential_authority", text("server"))]
    )
    more.append(("language", [text("fr"), text("ltr")]))
    question = wire.get(more, ("questions", 1))
    assert isinstance(question, Object), "a question is an object"
    more_ = wire.put(
        more, ("questions", 1), Object([*question, ("extra", Object([("method", text("STV"))]))])
    )
    single = wire.get(trustees, (0, 1))
    assert isinstance(single, Object), "a trustee is an object"
    named = wire.put(trustees, (0, 1), Object([*single, ("name", text("Trustee “one”"))]))
    archive = archive.with_record(0, "election", wire.write(more_))
    archive = archive.with_record(0, "trustees", wire.write(named))
    certificate = Record("credentials_certificate", b'{"signature":"of the credential authority"}')
    setup = wire.read(archive.record(0, "setup_data"))
    assert isinstance(setup, Object), "setup data are an object"
    hash_: Any = text(sha256(certificate.body))
    archive = archive.with_record(
        0, "setup_data", wire.write(Object([*setup, ("credentials_certificate", hash_)]))
    )
    step = archive.steps[0]
    archive = archive.with_step(0, replace(step, data=(*step.data[:3], certificate, step.data[3])))
    about = "Every optional field: administrator, authority, language, extra, a trustee's name, a certificate of credentials."
    return good("ed25519-optional-fields", about, archive)


def numeric_time() -> Good:
    """4.4 says that the timestamp is a number; releases write a string."""
    archive = base(REVOTE.name).archive
    number = str(archive.mtime).encode()
    archive = replace(archive, head=archive.head.replace(b'"%b"' % number, number))
    return good("ed25519-numeric-time", "The timestamp is a number, as the specification has it.", archive)


def never_opened() -> Good:
    """An election that stops between two decryptions."""
    holding = Holding(RANKED)
    archive = holding.hold().archive.upto(len(holding.steps) - 2)
    return good("ed25519-waiting", "A trustee has decrypted, another has not yet.", archive)
