"""Vectors of petitions (`docs/petitions.md`): files that hold, and files of which one thing is wrong, with the check that must refuse each.

Made in plain integers, as the ballots are: none of the programs that read them made them.
"""

from __future__ import annotations

import json
from typing import Any

from vectors.make import groups, prove
from vectors.make.ballots import credential_secret, fingerprint

UUID = "BcDeFgHiJkLmNo"
CODES = tuple(f"{n}1111-111111-11111-111111" for n in range(1, 6))
TEXT = 'We, of depot № 2, call back our delegate.\nНас "чатыры"; хопіць.'


def _group() -> Any:
    return groups.group("Ed25519")


def compact(value: object) -> str:
    """Compact JSON, without escapes that are not needed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def statement(listed: list[str], **other: Any) -> dict[str, Any]:
    """What is signed, with some of its fields changed."""
    return {
        "version": 1,
        "group": "Ed25519",
        "uuid": UUID,
        "body": "Depot № 2",
        "text": TEXT,
        "needed": 2,
        "until": "2026-12-31",
        "credentials": fingerprint(compact(listed).encode()),
    } | other


def roll(codes: tuple[str, ...] = CODES) -> dict[str, int]:
    """Public credentials, sorted, and their secrets."""
    group = _group()
    secrets = [credential_secret(code, UUID, group.order) for code in codes]
    return dict(sorted((group.power(x), x) for x in secrets))


def signature(
    said: dict[str, Any],
    credential: str,
    secret: int,
    turn: int = 1,
    prefix: str = "veche-petition|Ed25519|{print}|{turn}|{X}",
) -> dict[str, Any]:
    """One turn of one credential."""
    group = _group()
    hashed = prefix.format(print=fingerprint(compact(said).encode()), turn=turn, X=credential)
    dice = groups.Dice(f"petition|{hashed}")
    w = dice.below(group.order)
    challenge = prove.digest(f"{hashed}|{group.power(w)}") % group.order
    response = (w - secret * challenge) % group.order
    proof = {"challenge": str(challenge), "response": str(response)}
    return {"credential": credential, "turn": turn, "proof": proof}


def file(said: dict[str, Any], listed: list[str], signatures: list[dict[str, Any]]) -> str:
    return compact({"statement": said, "credentials": listed, "signatures": signatures})


def petitions() -> dict[str, list[dict[str, Any]]]:
    """Good ones with what they count to, bad ones with their check."""
    known = roll()
    listed, said = list(known), statement(list(known))
    all_sign = [signature(said, *one) for one in known.items()]
    back = [
        signature(said, *one, turn=turn) for one, turn in zip(known.items(), (1, 2, 3, 4, 99), strict=True)
    ]
    good = [
        {"what": "nobody has signed", "signed": 0, "withdrawn": 0, "file": file(said, listed, [])},
        {"what": "everybody has signed", "signed": 5, "withdrawn": 0, "file": file(said, listed, all_sign)},
        {"what": "some took it back", "signed": 3, "withdrawn": 2, "file": file(said, listed, back)},
    ]
    bad = [{"what": what, "check": check, "file": made} for what, check, made in (*_bad(), *_misread())]
    return {"good": good, "bad": bad}


def _bad() -> list[tuple[str, str, str]]:
    known = roll()
    listed, said = list(known), statement(list(known))
    all_sign = [signature(said, *one) for one in known.items()]
    (first, x), (second, _) = list(known.items())[:2]
    other = roll(("51111-111111-11111-111112", *CODES[1:]))
    stranger = next(one for one in other.items() if one[0] not in known)

    def stated(what: str, check: str, **changed: Any) -> tuple[str, str, str]:
        return what, check, file(statement(listed, **changed), listed, [])

    def signed(what: str, check: str, signatures: list[dict[str, Any]]) -> tuple[str, str, str]:
        return what, check, file(said, listed, signatures)

    another = statement(listed, text="Something else.")
    reversed_ = listed[::-1]
    heavy = [f"{one},2" for one in listed]
    return [
        stated("version 2", "petition.statement", version=2),
        stated("an unknown group", "election.group", group="P-256"),
        stated("a short identifier", "election.uuid", uuid="BcDeFgHiJkLmN"),
        stated("no text", "petition.statement", text=""),
        stated("no signature is needed", "petition.statement", needed=0),
        stated("more signatures than credentials", "petition.statement", needed=6),
        stated("a day that is none", "petition.statement", until="2026-02-30"),
        stated("a day written otherwise", "petition.statement", until="20261231"),
        stated("another list", "petition.list", credentials="A" * 43),
        ("the list is not sorted", "petition.list", file(statement(reversed_), reversed_, [])),
        ("the list has weights", "petition.list", file(statement(heavy), heavy, [])),
        ("a credential twice", "credentials.duplicate", _twice(listed)),
        ("a list with a point outside the group", "group.element", _outside(listed)),
        signed("over another statement", "petition.signature", [signature(another, first, x)]),
        signed("by another secret", "petition.signature", [signature(said, first, x + 1)]),
        signed("another's proof", "petition.signature", [signature(said, first, x) | {"credential": second}]),
        signed("taken back with the proof that signed", "petition.signature", [all_sign[0] | {"turn": 2}]),
        signed(
            "signed as a ballot is",
            "petition.signature",
            [signature(said, first, x, prefix="sig|{print}")],
        ),
        signed("turn 0", "petition.turn", [signature(said, first, x, turn=0)]),
        signed("turn 100", "petition.turn", [signature(said, first, x, turn=100)]),
        signed("not on the list", "petition.credential", [signature(said, *stranger)]),
        signed("the same credential twice", "petition.order", [all_sign[0], all_sign[0]]),
        signed(
            "signs and takes back at once", "petition.order", [all_sign[0], signature(said, first, x, turn=2)]
        ),
        signed("not sorted", "petition.order", all_sign[::-1]),
        signed("a scalar that is too large", "group.scalar", [_too_large(all_sign[0])]),
    ]


def _twice(listed: list[str]) -> str:
    doubled = [listed[0], *listed]
    return file(statement(doubled), doubled, [])


def _outside(listed: list[str]) -> str:
    """The point of order 2."""
    added = sorted([*listed, "7f" + "ff" * 30 + "ec"])
    return file(statement(added), added, [])


def _too_large(made: dict[str, Any]) -> dict[str, Any]:
    proof = made["proof"]
    return made | {"proof": proof | {"challenge": str(int(proof["challenge"]) + _group().order)}}


def _misread() -> list[tuple[str, str, str]]:
    """What is not written in its one form."""
    known = roll()
    listed, said = list(known), statement(list(known))
    whole = file(said, listed, [signature(said, *one) for one in known.items()])
    return [
        ("white space", "json", whole.replace('"version":1', '"version": 1')),
        ("an escape that is not needed", "json", whole.replace("Depot", "\\u0044epot")),
        ("a field more", "json", whole.replace('"version":1', '"version":1,"more":1')),
        ("fields in another order", "json", whole.replace('"version":1,"group":"Ed25519"', '"group":"Ed25519","version":1')),
        ("a turn as text", "json", whole.replace('"turn":1', '"turn":"1"', 1)),
        ("cut short", "json", whole[:-2]),
        ("something after the end", "json", f"{whole}\n"),
    ]  # fmt: skip
