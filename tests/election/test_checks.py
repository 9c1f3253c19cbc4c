from __future__ import annotations

import re
from pathlib import Path

import pytest

from veche._core import CoreError
from veche.election.checks import SECTIONS
from veche.election.errors import MalformedInput, VerificationError, named, of_core

CHECKS = Path(__file__).parents[2] / "vectors" / "CHECKS.md"


def test_the_table_is_that_of_the_vectors() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([0-9.]+) \|", CHECKS.read_text(), re.MULTILINE)
    assert dict(rows) == SECTIONS


def test_a_refusal_is_one_line_with_check_section_object_and_detail() -> None:
    error = VerificationError("proof.overall", "ballot 3: answers[0]", "the sum is not within its limits")
    assert (
        str(error) == "proof.overall (section 4.12): ballot 3: answers[0]: the sum is not within its limits"
    )
    assert (error.check, error.section, error.object) == ("proof.overall", "4.12", "ballot 3: answers[0]")


def test_a_check_that_is_not_in_the_table_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        VerificationError("proof.unheard", "ballot 1", "it is odd")


def test_the_cores_refusal_is_given_its_object() -> None:
    with pytest.raises(VerificationError) as caught, named("ballot 2"):
        raise CoreError("group.element", "credential", "it is not canonical")
    assert caught.value.object == "ballot 2: credential"
    assert isinstance(of_core(CoreError("choice", "[0]", "too many"), "choice"), MalformedInput)
