"""Three votes of the branch: one that is published, one in which half the members have voted, one that is being prepared."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from veche.election.ballots import make_ballots
from veche.election.credentials import generate_credential, public_credentials
from veche.election.decryption import make_decryption
from veche.election.trustees import generate_trustee, read_private_key
from veche.web.ballots.access.officers import current, officers_of
from veche.web.ballots.access.public import vote as public_vote
from veche.web.ballots.actions import counting, credentials, drawing, holding, keys, roll
from veche.web.ballots.casting.box import cast
from veche.web.ballots.casting.opened import open_box
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.models import Post
from veche.web.bodies.models import Turnout
from veche.web.house.language import Voice

from .union import Person


@dataclass(frozen=True)
class Held:
    """A vote, and what in earnest only its people know."""

    uuid: str
    credentials: list[str]
    keys: list[bytes]


def hold_published(people: Sequence[Person], voice: Voice) -> str:
    """An agreement that was put to the members: 7 yes, 3 no, 2 did not vote. The report is made by the server when it begins."""
    held = hold_open(people, voice, "settlement", [[1, 0]] * 7 + [[0, 1]] * 3)
    holding.close(held.uuid, by_hand=True)
    counting.add_up(held.uuid)
    election = open_box(held.uuid).election
    for number, key in enumerate(held.keys, 1):
        decryption = make_decryption(election, counting.to_decrypt(held.uuid), read_private_key(GROUP, key))
        counting.take_decryption(held.uuid, number, decryption)
    return held.uuid


def hold_open(people: Sequence[Person], voice: Voice, kind: str, choices: Sequence[Sequence[int]]) -> Held:
    """A vote in which the first members have made these choices."""
    uuid = prepare(people, voice, kind)
    held = Held(uuid, [generate_credential() for _ in people], [])
    credentials.take_list(uuid, public_credentials(GROUP, uuid, [(one, None) for one in held.credentials]))
    for trustee in [one for one in officers_of(current(uuid)) if one.post == Post.TRUSTEE]:
        key, public = generate_trustee(GROUP, trustee.name)
        held.keys.append(key)
        keys.take_key(uuid, trustee.id, public)
    holding.open_vote(uuid, by_hand=True)
    voted = held.credentials[: len(choices)]
    messages = [json.dumps([choice]).replace(" ", "").encode() for choice in choices]
    for ballot in make_ballots(open_box(uuid).election, voted, messages):
        cast(public_vote(uuid), ballot)
    return held


def prepare(people: Sequence[Person], voice: Voice, kind: str) -> str:
    """A vote whose roll is frozen: now the registrar makes credentials, and trustees their keys."""
    officer, registrar, *trustees = (person.membership for person in people[:4])
    uuid = drawing.draw_up(officer, kind, voice.language, secrets.token_bytes(16)).uuid
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    drawing.write_text(uuid, current(uuid).title, voice(f"serving:about.{kind}"))
    drawing.set_times(uuid, now, now + timedelta(days=7), Turnout.ALWAYS)
    drawing.give_posts(uuid, drawing.Posts(officer, registrar, trustees, serious=False, threshold=None))
    roll.freeze(uuid)
    return uuid
