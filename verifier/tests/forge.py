"""Takes good archives apart and writes them again with one thing altered, hashes and chain made right."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from veche_verify.archive import BLOCK, tar_block
from veche_verify.election import GROUPS

DATA = Path(__file__).parent / "data"


def sha256(contents: bytes) -> str:
    return hashlib.sha256(contents).hexdigest()


def compact(tree: object) -> bytes:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()


def tar_file(name: str, contents: bytes, time: int) -> bytes:
    return tar_block(name.encode(), len(contents), time) + contents + bytes(-len(contents) % BLOCK)


@dataclass
class Datum:
    """A message; `was` is the hash by which other messages know it, and that they learn anew when it is written."""

    contents: bytes
    was: bytes


@dataclass
class Step:
    """An event with its data. `event` replaces the event that belongs here."""

    type: str
    data: list[Datum]
    event: bytes | None = None


@dataclass
class Forgery:
    """An archive in parts."""

    header: bytes
    time: int
    steps: list[Step]
    credentials: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, name: str) -> Forgery:
        """A good archive, made by belenios-tool (see data/README.md)."""
        archive = lzma.decompress((DATA / f"{name}.bel.xz").read_bytes())
        files, at = [], 0
        while at < len(archive):
            size = int(archive[at + 124 : at + 135], 8)
            files.append((archive[at : at + 100].rstrip(b"\0"), archive[at + BLOCK : at + BLOCK + size]))
            at += BLOCK + size + -size % BLOCK
        steps: list[Step] = []
        data: list[Datum] = []
        for file_name, contents in files[1:]:
            if file_name.endswith(b".event.json"):
                steps.append(Step(json.loads(contents)["type"], data))
                data = []
            else:
                data.append(Datum(contents, sha256(contents).encode()))
        credentials = json.loads((DATA / f"{name}.json").read_text())["credentials"]
        forgery = cls(files[0][1], int(archive[136:147], 8), steps, credentials)
        if forgery.write() != archive:
            raise AssertionError("an archive that was only taken apart must come out as it was")
        return forgery

    def write(self) -> bytes:
        parts = [tar_file("BELENIOS", self.header, self.time)]
        now: dict[bytes, bytes] = {}
        parent = None
        for height, step in enumerate(self.steps):
            payload = None
            for datum in step.data:
                contents = re.sub(b"[0-9a-f]{64}", lambda known: now.get(known[0], known[0]), datum.contents)
                payload = sha256(contents)
                now[datum.was] = payload.encode()
                parts.append(tar_file(f"{payload}.data.json", contents, self.time))
            event = step.event or event_at(height, step.type, parent, payload)
            parent = sha256(event)
            parts.append(tar_file(f"{parent}.event.json", event, self.time))
        return b"".join(parts)

    def place(self, step_type: str, number: int = 0) -> int:
        return [i for i, step in enumerate(self.steps) if step.type == step_type][number]

    def alter(self, step_type: str, number: int, index: int, change: Callable[[Any], object]) -> Forgery:
        """Changes the JSON of one datum of the step of a type: in place, or to what `change` returns."""
        return self.rewrite(step_type, number, index, lambda old: _changed(old, change))

    def rewrite(self, step_type: str, number: int, index: int, change: Callable[[bytes], bytes]) -> Forgery:
        datum = self.steps[self.place(step_type, number)].data[index]
        datum.contents = change(datum.contents)
        return self

    def alter_ballot(self, change: Callable[[Any], object], voter: int = 0, number: int = 0) -> Forgery:
        """Changes a ballot and signs it again with the credential of a voter."""
        return self.rewrite("Ballot", number, 0, lambda old: self.signed(_changed(old, change), voter))

    def signed(self, ballot: bytes, voter: int, nonce: int = 12345) -> bytes:
        """4.16, with the secret of 4.8. Another nonce makes another ballot."""
        tree = json.loads(ballot)
        del tree["signature"]
        election = json.loads(self.steps[0].data[0].contents)
        G = GROUPS[election["group"]]
        digests = (
            sha256(f"derive_credential|{election['uuid']}|{i}|{self.credentials[voter]}".encode())
            for i in (0, 1)
        )
        s = int("".join(digests), 16) % G.q
        digest = b64encode(hashlib.sha256(compact(tree)).digest()).rstrip(b"=").decode()
        w = nonce
        challenge = G.hash(f"sig|{digest}|{G.g**w}")
        proof = {"challenge": str(challenge), "response": str((w - s * challenge) % G.q)}
        return compact(tree | {"signature": {"hash": digest, "proof": proof}})

    def upto(self, step_type: str, number: int = 0) -> Forgery:
        """The archive as it was right after an event."""
        del self.steps[self.place(step_type, number) + 1 :]
        return self


def event_at(height: int, step_type: str, parent: str | None, payload: str | None) -> bytes:
    fields: dict[str, object] = {} if parent is None else {"parent": parent}
    fields |= {"height": height, "type": step_type}
    return compact(fields | ({} if payload is None else {"payload": payload}))


def _changed(old: bytes, change: Callable[[Any], object]) -> bytes:
    tree = json.loads(old)
    changed = change(tree)
    return compact(tree if changed is None else changed)


def bump(number: str) -> str:
    """Another scalar, as canonical as the old one."""
    return str(int(number) - 1 if int(number) else 1)
