"""What is done with papers that are not clear: every policy alone, together, counted and said in every language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from counting.formats.reading import contest, papers, refusal
from hypothesis import given
from hypothesis import strategies as st

import veche.counting
from veche.counting.errors import BadBallots
from veche.counting.formats import Duplicate, Form, Overvote, Policy, Skipped
from veche.counting.formats.policy import key
from veche.words import Language, catalogue

WORDS = Path(veche.counting.__file__).parent / "words"
HEAD, NAMES = "4 1\n", "0\nAna\nBo\nCleo\nDev\nTitle\n"
KINDS = {"overvote": Overvote, "skipped": Skipped, "duplicate": Duplicate}


def read(line: str, policy: Policy) -> tuple[str, dict[str, int], dict[str, int]]:
    """Papers, invalid and applied of a file with one line."""
    found = contest(Form.BLT, f"{HEAD}{line}\n{NAMES}", policy=policy)
    assert found.ballots.total + sum(found.invalid.values()) == int(line.split()[0])
    return papers(found), dict(found.invalid), dict(found.applied)


@pytest.mark.parametrize(
    ("line", "policy", "expected"),
    [
        ("6 1 2=3 4 0", Policy(Overvote.EQUAL), ("6 1 2=3 4\n", {}, {})),
        ("6 1 2=3 4 0", Policy(Overvote.STOP), ("6 1\n", {}, {"overvote_stop": 6})),
        ("6 1 2=3 4 0", Policy(Overvote.SKIP), ("6 1 4\n", {}, {"overvote_skip": 6})),
        ("6 1 2=3 4 0", Policy(Overvote.INVALID), ("", {"overvote_invalid": 6}, {})),
        ("6 2=3 0", Policy(Overvote.STOP), ("6\n", {}, {"overvote_stop": 6})),
        ("6 1 - 2 0", Policy(skipped=Skipped.CLOSE_UP), ("6 1 2\n", {}, {"skipped_close_up": 6})),
        ("6 1 - 2 0", Policy(skipped=Skipped.STOP), ("6 1\n", {}, {"skipped_stop": 6})),
        ("6 1 - 2 0", Policy(skipped=Skipped.INVALID), ("", {"skipped_invalid": 6}, {})),
        ("6 - 2 0", Policy(skipped=Skipped.STOP), ("6\n", {}, {"skipped_stop": 6})),
        ("6 - - 0", Policy(), ("6\n", {}, {})),
        ("6 1 2 1 3 0", Policy(duplicate=Duplicate.FIRST), ("6 1 2 3\n", {}, {"duplicate_first": 6})),
        ("6 1 2 1 3 0", Policy(duplicate=Duplicate.STOP), ("6 1 2\n", {}, {"duplicate_stop": 6})),
        ("6 1 2 1 3 0", Policy(duplicate=Duplicate.INVALID), ("", {"duplicate_invalid": 6}, {})),
        ("6 1 2=2 3 0", Policy(duplicate=Duplicate.FIRST), ("6 1 2 3\n", {}, {"duplicate_first": 6})),
        (
            "6 1 1=2 3 0",
            Policy(Overvote.EQUAL, duplicate=Duplicate.FIRST),
            ("6 1 2 3\n", {}, {"duplicate_first": 6}),
        ),
        (
            "6 1 - 1 2=3 4 0",
            Policy(Overvote.SKIP, Skipped.CLOSE_UP, Duplicate.FIRST),
            ("6 1 4\n", {}, {"skipped_close_up": 6, "duplicate_first": 6, "overvote_skip": 6}),
        ),
        ("6 1 - - 2 0", Policy(skipped=Skipped.CLOSE_UP), ("6 1 2\n", {}, {"skipped_close_up": 6})),
        (
            "6 1 - 2 2 0",
            Policy(skipped=Skipped.CLOSE_UP, duplicate=Duplicate.INVALID),
            ("", {"duplicate_invalid": 6}, {}),
        ),
        ("6 1 - 2=3 0", Policy(skipped=Skipped.STOP), ("6 1\n", {}, {"skipped_stop": 6})),
    ],
)
def test_each_policy(line: str, policy: Policy, expected: tuple[str, dict[str, int], dict[str, int]]) -> None:
    assert read(line, policy) == expected


def test_an_overvote_is_named_before_the_duplicate_in_it() -> None:
    assert refusal(Form.BLT, f"{HEAD}1 1 1=2 0\n{NAMES}")[1].startswith(
        "overvote: candidates 1 and 2 share rank 2"
    )


def test_what_no_policy_heals_is_refused_all_the_same() -> None:
    policy = Policy(Overvote.SKIP, Skipped.CLOSE_UP, Duplicate.FIRST)
    for line in ("1 1 5 0", "1 1 2", "1 1 0 2 0", "x 1 0"):
        assert refusal(Form.BLT, f"{HEAD}{line}\n{NAMES}", policy=policy)[0] == 2


MARKS = st.lists(st.lists(st.integers(1, 4), max_size=3), max_size=6)
POLICIES = st.builds(Policy, st.sampled_from(Overvote), st.sampled_from(Skipped), st.sampled_from(Duplicate))


@given(MARKS, st.integers(1, 9), POLICIES)
def test_no_paper_is_lost_and_what_counts_is_a_ranking(
    marks: list[list[int]], weight: int, policy: Policy
) -> None:
    line = " ".join([str(weight), *("=".join(map(str, rank)) or "-" for rank in marks), "0"])
    try:
        found = contest(Form.BLT, f"{HEAD}{line}\n{NAMES}", policy=policy)
    except BadBallots as refused:
        fault = refused.reason.split(":")[0].removesuffix(" rank")
        assert "refuse" in (policy.overvote, policy.skipped, policy.duplicate)
        assert getattr(policy, fault) == "refuse"
        return
    assert found.ballots.total + sum(found.invalid.values()) == weight
    assert all(count == weight for count in Counter(found.applied).values())
    for ranking, _ in found.ballots:
        flat = [number for rank in ranking for number in rank]
        assert len(set(flat)) == len(flat)
        given = [number for rank in marks for number in rank]
        assert policy.overvote == "equal" or list(dict.fromkeys(n for n in given if n in flat)) == flat


@pytest.mark.parametrize("language", Language)
def test_each_policy_is_said_in_every_language(language: Language) -> None:
    words = catalogue(WORDS, language)
    unsaid = {"refuse", "equal"}  # nothing is done to the paper
    keys = [key(fault, choice) for fault, kind in KINDS.items() for choice in kind if choice not in unsaid]
    assert len({words.text(f"policy.{one}") for one in keys}) == len(keys) == 9
