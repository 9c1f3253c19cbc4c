"""Both verifiers refuse every bad vector, for the stated reason."""

from __future__ import annotations

from typing import Any

import pytest
from vectors.collection import bad_archives, chapter, chapters, manifest
from vectors.judge import VERIFIERS, Verdict, judge_all, same_object

Verdicts = dict[tuple[str, str], Verdict]


@pytest.fixture(scope="module")
def verdicts() -> Verdicts:
    """What each verifier says of each vector; asked once, on every core."""
    archives, entries = bad_archives(), manifest()["bad"]
    keys = [(verifier, entry) for entry in entries for verifier in VERIFIERS]
    questions = [(v, archives[e["file"]], archives.get(e.get("extends", ""))) for v, e in keys]
    return {(v, e["file"]): said for (v, e), said in zip(keys, judge_all(questions), strict=True)}


def disagreement(entry: dict[str, Any], said: Verdict) -> str | None:
    """What is wrong with a verdict, in one line."""
    if (
        said.check == entry["check"]
        and said.section == entry["section"]
        and same_object(entry["object"], said.object)
    ):
        return None
    verdict = f"{said.check} ({said.section}) {said.object}: {said.detail}" if said.check else "ACCEPTED"
    return f"{entry['file']}: {entry['check']} of {entry['object']} is wanted, but: {verdict}"


@pytest.mark.parametrize("verifier", VERIFIERS)
@pytest.mark.parametrize("name", chapters())
def test_every_bad_vector_is_refused_for_its_reason(name: str, verifier: str, verdicts: Verdicts) -> None:
    entries = [entry for entry in manifest()["bad"] if chapter(entry["file"]) == name]
    found = [disagreement(entry, verdicts[verifier, entry["file"]]) for entry in entries]
    assert not [line for line in found if line]
