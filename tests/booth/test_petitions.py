"""Petitions in three programs that share no code: what one signs the others count, and all refuse the same files by the same check."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from booth.station import BOOTH, Refused, Station
from veche_verify import petition as second
from veche_verify.refused import Refused as SecondRefused

from veche._core import Group
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.petition import open_petition, petition_file, sign, statement_message, verify_petition

VECTORS = json.loads((BOOTH.parent / "vectors/core/petitions.json").read_text(encoding="utf-8"))
GROUP = Group("Ed25519")


def checked_by_the_second(folder: Path, file: str) -> second.Petition:
    path = folder / "petition.json"
    path.write_bytes(file.encode())
    return second.verify_petition(path)


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda one: one["what"])
def test_good_files(booth: Station, tmp_path: Path, vector: dict[str, Any]) -> None:
    found = checked_by_the_second(tmp_path, vector["file"])
    assert (found.signed, found.withdrawn) == (vector["signed"], vector["withdrawn"])
    turns = [one["turn"] for one in booth.ask("petition", vector["file"])["turns"]]
    assert sum(turn % 2 for turn in turns) == vector["signed"]
    assert len(turns) == vector["signed"] + vector["withdrawn"]


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=lambda one: one["what"])
def test_bad_files(booth: Station, tmp_path: Path, vector: dict[str, Any]) -> None:
    with pytest.raises(SecondRefused) as no:
        checked_by_the_second(tmp_path, vector["file"])
    assert no.value.check == vector["check"], str(no.value)
    with pytest.raises(Refused) as refused:
        booth.ask("petition", vector["file"])
    assert refused.value.check == vector["check"]


def test_each_counts_what_the_others_sign(booth: Station, tmp_path: Path) -> None:
    uuid, codes = new_uuid(), [generate_credential() for _ in range(4)]
    listed = public_credentials(GROUP, uuid, [(code, None) for code in codes])
    statement = statement_message(
        group=GROUP,
        uuid=uuid,
        body='Дэпо "№ 2"',
        text="Мы адклікаем дэлегата.\nЁн не пытаўся ў нас. \u2028 \u007f",
        needed=2,
        until=date(2027, 1, 31),
        credentials=listed,
    )
    petition = open_petition(statement, listed)
    signatures = [
        booth.ask("signPetition", statement.decode(), codes[0], 1).encode(),
        booth.ask("signPetition", statement.decode(), codes[1], 2).encode(),
        sign(petition, codes[2]),
        sign(petition, codes[3], 3),
    ]
    file = petition_file(statement, listed, signatures)
    report, found = verify_petition(file), checked_by_the_second(tmp_path, file.decode())
    assert (report.signed, report.withdrawn) == (found.signed, found.withdrawn) == (3, 1)
    assert report.petition.fingerprint == found.fingerprint
    seen = booth.ask("petition", file.decode())
    assert seen["petition"]["fingerprint"] == found.fingerprint
    assert [one["turn"] for one in seen["turns"]].count(2) == 1


def test_the_booth_refuses_what_is_no_code(booth: Station) -> None:
    statement = json.dumps(
        json.loads(VECTORS["good"][0]["file"])["statement"], ensure_ascii=False, separators=(",", ":")
    )
    with pytest.raises(Refused) as refused:
        booth.ask("signPetition", statement, "not a code", 1)
    assert refused.value.check == "credential"
