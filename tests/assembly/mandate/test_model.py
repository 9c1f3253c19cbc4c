"""Mandates as data: what is none is refused, and what is written is read back."""

from __future__ import annotations

from typing import Any

import pytest

from veche.assembly.mandate import BadMandate, IfAmended, Kind, Mandate, digest

GOOD = [
    Mandate(Kind.FREE),
    Mandate(Kind.BOUNDED, never=("yes",), lines=("No cut of the night bonus.",)),
    Mandate(Kind.IMPERATIVE, vote="yes", if_amended=IfAmended.ABSTAIN),
    Mandate(Kind.IMPERATIVE, split=(("yes", 60), ("no", 40)), lines=("x",), if_amended=IfAmended.BOUNDS),
]


@pytest.mark.parametrize("mandate", GOOD)
def test_what_is_written_is_read_back(mandate: Mandate) -> None:
    assert Mandate.of_json(mandate.kind, mandate.to_json(), mandate.if_amended) == mandate


BAD: list[tuple[str, Any]] = [
    ("imperative", {}),
    ("imperative", {"vote": "yes", "split": {"yes": 1}}),
    ("imperative", {"split": {"yes": 0}}),
    ("imperative", {"split": {"yes": -1, "no": 3}}),
    ("imperative", {"split": {"yes": True}}),
    ("imperative", {"split": {"yes": 10**10}}),
    ("imperative", {"split": [["yes", 1]]}),
    ("imperative", {"vote": 1}),
    ("imperative", {"vote": "y" * 501}),
    ("imperative", {"vote": "yes", "more": 1}),
    ("bounded", {}),
    ("bounded", {"vote": "yes", "never": ["no"]}),
    ("bounded", {"never": ["no", ""]}),
    ("bounded", {"never": "no"}),
    ("bounded", {"lines": ["x"] * 21}),
    ("bounded", {"lines": ["x" * 1001]}),
    ("free", {"never": ["no"]}),
    ("free", {"vote": "yes"}),
    ("free", []),
    ("royal", {}),
]


@pytest.mark.parametrize(("kind", "instruction"), BAD)
def test_what_is_no_mandate_is_refused(kind: str, instruction: Any) -> None:
    with pytest.raises(BadMandate):
        Mandate.of_json(kind, instruction)


def test_no_unknown_rule_for_amended_texts() -> None:
    with pytest.raises(BadMandate):
        Mandate.of_json("free", {}, "whatever")


def test_the_fingerprint_is_of_every_word_and_of_no_order() -> None:
    said = {"kind": "imperative", "instruction": {"vote": "yes"}, "until": None}
    assert digest(said) == digest(dict(reversed(said.items())))
    assert len(digest(said)) == 64
    for key, other in (("kind", "free"), ("instruction", {"vote": "no"}), ("until", "2026-12-01")):
        assert digest(said | {key: other}) != digest(said)
