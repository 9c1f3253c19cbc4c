"""Both verifiers asked about one archive, in this process: what they say, without their words."""

from __future__ import annotations

import os
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import veche_verify.verify
from veche_verify.refused import Refused

from veche.election.errors import VerificationError
from veche.election.extends import check_extends
from veche.election.verify import verify_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

VERIFIERS = ("veche", "veche_verify")


@dataclass(frozen=True)
class Verdict:
    """`check` is empty where an archive is accepted; then `result` is what it states."""

    check: str
    object: str = ""
    section: str = ""
    detail: str = ""
    result: object = None


def judge(verifier: str, archive: bytes, older: bytes | None = None) -> Verdict:
    """The verdict of one verifier. Anything that it raises but a refusal is a verdict of its own: CRASH."""
    with tempfile.TemporaryDirectory() as folder:
        newer = written(Path(folder) / "archive.bel", archive)
        before = None if older is None else written(Path(folder) / "older.bel", older)
        try:
            result = ask(verifier, newer, before)
        except (VerificationError, Refused) as refusal:
            return Verdict(refusal.check, refusal.object, refusal.section, refusal.detail)
        except Exception:  # noqa: BLE001 (a crash is a finding, and must not end the others)
            return Verdict("CRASH", detail=traceback.format_exc(limit=-2))
        return Verdict("", result=result)


def ask(verifier: str, archive: Path, older: Path | None) -> object:
    """The stated result of an archive that is accepted."""
    if verifier == "veche_verify":
        return veche_verify.verify.verify(archive, older).result
    if older is not None:
        check_extends(older, archive)
    return verify_archive(archive, threads=1).to_json()["result"]


def written(path: Path, data: bytes) -> Path:
    """The file."""
    path.write_bytes(data)
    return path


def judge_all(questions: Sequence[tuple[str, bytes, bytes | None]], chunk: int = 16) -> list[Verdict]:
    """The verdicts on (verifier, archive, older), on every core; a process takes `chunk` of them at once."""
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        return pool.starmap(judge, questions, chunksize=chunk)


def same_object(wanted: str, named: str) -> bool:
    """The object, or a place inside it: `ballot 3`, `ballot 3: answers[0]`, `ballot 3.credential`."""
    rest = named.removeprefix(wanted)
    return named.startswith(wanted) and (not rest or rest[0] in ":.[")
