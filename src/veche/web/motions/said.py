"""States, steps and trails in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from veche.assembly import furthest
from veche.assembly.text import Piece
from veche.assembly.workflow import State
from veche.web.house.language import Voice

from .access import Seen
from .access.proposals import may_answer, proposals
from .amended import Amended, Shown, Turn
from .models import Amendment, Demand, Motion, Offer, Step, What
from .states import named, state_of

UNNAMED = (
    What.RECOMMENDED,
    What.NOT_RECOMMENDED,
    What.PROPOSAL_SHOWN,
    What.PROPOSAL_ACCEPTED,
    What.PROPOSAL_REFUSED,
)
"""Steps whose text does not name the amendment that it is about."""


def state_said(voice: Voice, one: Motion | Amendment) -> str:
    return state_of(one).label[voice.language]


def recommended(voice: Voice, one: Motion | Amendment) -> str:
    """What is recommended; empty where nothing is."""
    return pointer_said(voice, one, one.recommendation)


def step_said(voice: Voice, motion: Motion, step: Step) -> str:
    """One step in the history. A state is called as its workflow calls it, a stage as the pages call it."""
    about: Motion | Amendment = step.amendment if step.amendment is not None else motion
    places: dict[str, Any] = {name: _said(voice, about, name, value) for name, value in step.places.items()}
    sentence = voice(f"motions:step.{step.what}", **places)
    if step.amendment is None or step.what not in UNNAMED:
        return sentence
    return voice("motions:step.about_amendment", number=step.amendment.number or 0, sentence=sentence)


def _said(voice: Voice, about: Motion | Amendment, name: str, value: Any) -> Any:
    if name == "state":
        state = named(about.workflow, value)
        return label(voice, state) if state is not None else value
    if name == "stage" and value in Demand.Stage.values:
        return voice(f"motions:stage.{value}")
    if name == "day":
        return date.fromisoformat(value)
    return "–" if value is None else value


def label(voice: Voice, state: State | None) -> str:
    return "" if state is None else state.label[voice.language]


def changes_said(voice: Voice, changes: Iterable[Shown]) -> list[tuple[str, tuple[Piece, ...]]]:
    """Each change with the words that say where it is, for `changes.html`."""
    return [(voice(f"motions:change.{one.where}", number=one.number), one.pieces) for one in changes]


def row_said(voice: Voice, whole: Amended, one: Amendment) -> dict[str, Any]:
    """An amendment in a list, for `amendment_row.html`."""
    return {
        "amendment": one,
        "to": whole.by_id[one.to_id].number if one.to_id else None,
        "state": state_said(voice, one),
        "recommended": recommended(voice, one),
        "changes": changes_said(voice, whole.shown(one)),
    }


def turn_said(voice: Voice, whole: Amended, turn: Turn) -> dict[str, Any]:
    """The same of one whose turn will come: why then, and what falls with it."""
    numbers = [str(one.number) for one in turn.falls]
    return row_said(voice, whole, turn.amendment) | {
        "turn": turn,
        "why": furthest.said(turn.why, voice.language),
        "falls": ", ".join(numbers),
        "falling": len(numbers),
    }


def offer_said(voice: Voice, offer: Offer) -> str:
    """How an offer stands."""
    return voice(f"motions:offer_state.{offer.state}")


def proposals_said(voice: Voice, found: Seen, about: Motion | Amendment) -> list[dict[str, Any]]:
    """The proposals to a motion or an amendment, as far as the asker may see them, for `proposals.html`."""
    amendment = about if isinstance(about, Amendment) else None
    return [
        {"proposal": one, "state": pointer_said(voice, about, one.state), "answer": may_answer(found, one)}
        for one in proposals(found, amendment)
    ]


def pointer_said(voice: Voice, about: Motion | Amendment, name: str) -> str:
    """A pointer to a state, by what one recommends; empty where it points nowhere."""
    state = named(about.workflow, name) if name else None
    return "" if state is None else (state.recommendation_label or state.label)[voice.language]
