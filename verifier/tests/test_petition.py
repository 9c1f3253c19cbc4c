"""Petitions: files that hold are counted, and each of the others is refused by the check that must."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from veche_verify.__main__ import main
from veche_verify.petition import verify_petition
from veche_verify.refused import PETITION, Refused

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "vectors/core/petitions.json").read_text(encoding="utf-8"))


def written(folder: Path, vector: dict[str, Any]) -> Path:
    path = folder / "petition.json"
    path.write_bytes(vector["file"].encode())
    return path


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda one: one["what"])
def test_a_good_file_is_counted(tmp_path: Path, vector: dict[str, Any]) -> None:
    found = verify_petition(written(tmp_path, vector))
    assert (found.signed, found.withdrawn, found.listed) == (vector["signed"], vector["withdrawn"], 5)


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=lambda one: one["what"])
def test_a_bad_file_is_refused(tmp_path: Path, vector: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        verify_petition(written(tmp_path, vector))
    assert refused.value.check == vector["check"]


def test_every_check_of_petitions_refuses_something() -> None:
    assert set(PETITION) <= {vector["check"] for vector in VECTORS["bad"]}


def test_the_checks_are_those_of_the_house() -> None:
    text = (ROOT / "vectors/CHECKS.md").read_text(encoding="utf-8")
    assert all(f"| `{check}` | {section} |" in text for check, section in PETITION.items())


def test_the_command_knows_a_petition_by_its_beginning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, VECTORS["good"][1])
    assert main([str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("PETITION Depot № 2\n  We, of depot № 2, call back our delegate.\n")
    assert "signed: 5 of 5, enough (2 needed until 2026-12-31)" in out
    assert main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["signed"] == 5


def test_the_command_names_the_check_that_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = next(one for one in VECTORS["bad"] if one["check"] == "petition.signature")
    path = written(tmp_path, bad)
    assert main([str(path)]) == 1
    assert capsys.readouterr().out.startswith("REFUSED petition.signature: signature 1: ")
    assert main([str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["section"] == "P2"
