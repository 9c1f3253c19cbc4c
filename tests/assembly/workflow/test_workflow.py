"""Workflows: what ships is whole, and a file that makes no sense is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from veche.assembly.workflow import BadWorkflow, Ends, Merge, UnknownWorkflow, find, load, parse, shipped
from veche.words import Language

LABEL = {str(language): "x" for language in Language}


def data(**changes: object) -> dict[str, object]:
    """A small workflow, with some of it changed."""
    states = {"open": {"label": LABEL, "next": ["done"]}, "done": {"label": LABEL, "ends": "carried"}}
    return {"id": "small", "name": LABEL, "start": "open", "states": states} | changes


def read(value: object) -> object:
    return parse(json.dumps(value).encode(), "small.yaml")


def refused(value: object) -> BadWorkflow:
    with pytest.raises(BadWorkflow) as found:
        read(value)
    return found.value


def states(**more: dict[str, object]) -> dict[str, object]:
    known = data()["states"]
    assert isinstance(known, dict)
    return known | {name: {"label": LABEL} | fields for name, fields in more.items()}


def test_three_are_shipped() -> None:
    assert [one.id for one in shipped()] == ["amendment", "full", "plain"]
    with pytest.raises(UnknownWorkflow, match="there are amendment, full, plain"):
        find("other")


@pytest.mark.parametrize("workflow", shipped(), ids=lambda one: one.id)
def test_what_is_shipped_leads_from_the_start_to_every_end(workflow) -> None:  # type: ignore[no-untyped-def]
    reach = {one.name for one in workflow.reachable(workflow.start)} | {workflow.start}
    assert reach == set(workflow.states)
    assert {one.ends for one in workflow} >= {Ends.CARRIED, Ends.REJECTED, Ends.NONE}
    for state in workflow:
        assert set(state.label) == set(map(str, Language))
        assert (state.merge == Merge.TAKE) == (state.ends == Ends.CARRIED)
        assert not (state.ends and (state.edit or state.amend or state.support))
        assert not state.withdraw_to or workflow.state(state.withdraw_to).ends == Ends.NONE
        assert not state.support or not state.numbered


def test_the_full_one_has_every_state_that_an_assembly_needs() -> None:
    assert set(find("full").states) == {
        "in_progress", "submitted", "collecting", "permitted", "not_permitted", "accepted", "rejected", "withdrawn",
        "adjourned", "referred", "not_concerned",
    }  # fmt: skip


def test_a_recommendation_points_to_what_can_still_come() -> None:
    full = find("full")
    assert {one.name for one in full.recommendations("permitted")} == {
        "accepted", "rejected", "adjourned", "referred", "not_concerned",
    }  # fmt: skip
    assert full.recommendations("accepted") == ()
    assert full.may_follow("permitted", "accepted")
    assert full.may_follow("submitted", "withdrawn")
    assert not full.may_follow("submitted", "accepted")
    with pytest.raises(UnknownWorkflow):
        full.recommendations("nowhere")


def test_a_workflow_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(json.dumps(data()), encoding="utf-8")
    found = load(path)
    assert (found.id, found.start, [one.name for one in found]) == ("small", "open", ["open", "done"])
    assert [one.name for one in found.ended(Ends.CARRIED)] == ["done"]


@pytest.mark.parametrize(
    ("value", "place", "reason"),
    [
        (data(start="shut"), "start", "no state is called shut"),
        (data(states=states(lost={"ends": "none"})), "states.lost", "cannot be reached"),
        (
            data(states=states(open={"next": ["done", "gone"]})),
            "states.open.next[2]",
            "no state is called gone",
        ),
        (
            data(states=states(open={"next": ["done"], "withdraw_to": "gone"})),
            "states.open.withdraw_to",
            "gone",
        ),
        (data(states=states(done={})), "states", "nothing ever ends"),
        (
            data(states=states(open={"next": ["done", "trap"]}, trap={"next": ["trap"]})),
            "states.trap",
            "leads to no end",
        ),
        (
            data(states=states(done={"ends": "sometime"})),
            "states.done.ends",
            "not one of: carried, rejected, none",
        ),
        (data(states=states(done={"ends": "none", "colour": "red"})), "states.done.colour", "unknown field"),
        (data(name={"en": "x"}), "name", "be is missing"),
        ({key: value for key, value in data().items() if key != "start"}, "", "start is missing"),
        (data(id="Not a word"), "id", "small letters"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(value: object, place: str, reason: str) -> None:
    found = refused(value)
    assert found.place.split(", ")[-1].endswith(place)
    assert reason in found.reason
    assert str(found).startswith("small.yaml")


def test_a_file_has_a_bound_and_no_tricks() -> None:
    with pytest.raises(BadWorkflow, match="larger than"):
        parse(b"a" * (1 << 19), "large.yaml")
    with pytest.raises(BadWorkflow, match="anchors"):
        parse(b"a: &x 1\nb: *x\n", "tricky.yaml")
    with pytest.raises(BadWorkflow, match="not YAML"):
        parse(b"a: [", "broken.yaml")
