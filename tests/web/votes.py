"""A small real vote in any stage, for tests: keys, credentials, ballots and proofs are made by `veche.election`, as browsers would.

made = make_vote(stage=Stage.OPEN, voters=3)
made.vote, made.credentials, made.keys, made.trackers, made.ballot(made.credentials[0], [[1, 0]])
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from veche._core import Group
from veche.election.ballots import make_ballot
from veche.election.board import Board
from veche.election.contents import read_contents
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.decryption import make_decryption
from veche.election.election import OpenElection, open_election
from veche.election.questions import HomomorphicQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template, create_archive, draw_up
from veche.election.shuffle import make_shuffle
from veche.election.trustees import generate_trustee, read_private_key, trustees_message
from veche.web.ballots.drawing.questions import questions_of, stored
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import CastBallot, Entitled, Officer, Post, Stage, Vote
from veche.web.ballots.stages import PATH
from veche.web.bodies.models import Body, Kind, Membership, Standing

GROUP = Group("Ed25519")
STRIKE = HomomorphicQuestion(("Yes", "No"), None, 1, 1, "Do you agree to stop work from 1 December?")
"""Yes or no: a choice is [1, 0] or [0, 1]."""
PLACES = NonHomomorphicQuestion(
    ("Depot", "Library", "Park"), "In what order do you prefer these places?", b'{"method":"Schulze"}'
)
"""Ranks, which are shuffled: a choice is a number for each answer."""


@dataclass
class Made:
    """A vote with everything that only its people know."""

    vote: Vote
    credentials: list[str] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    """The trustees' private key files, in their order."""
    election: bytes = b""
    """The message `election`, once the vote is ready."""
    trackers: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return archive_file(self.vote.uuid)

    @property
    def opened(self) -> OpenElection:
        return open_election(self.election)

    def ballot(self, credential: str, choices: Sequence[Any]) -> bytes:
        """A ballot as the booth makes it. `choices`: one item a question."""
        return make_ballot(self.opened, credential, json.dumps(choices, separators=(",", ":")).encode())

    def decryption(self, number: int) -> bytes:
        """Trustee `number`, from 1, decrypts its part."""
        ciphertexts = read_contents(self.path).ciphertexts_to_decrypt()
        return make_decryption(self.opened, ciphertexts, read_private_key(GROUP, self.keys[number - 1]))


def make_vote(
    body: Body | None = None,
    stage: Stage = Stage.OPEN,
    *,
    questions: Sequence[Question] = (STRIKE,),
    voters: int = 3,
    trustees: int = 2,
    choices: Sequence[Sequence[Any]] | None = None,
    officers: Mapping[str, Membership] | None = None,
    closes: datetime | None = None,
    **fields: Any,
) -> Made:
    """A vote that has come to `stage`.

    `choices`: the ballots that are cast where the vote is open or later, by the first credentials; None: none while it is open,
    and from all voters before it is closed. `officers`: memberships by post, trustees as "trustee", "trustee 2", …; `fields` of `Vote`.
    """
    body = body or Body.objects.create(name="Bus drivers", kind=Kind.BRANCH)
    made = Made(_drawn_up(body, questions, closes, fields))
    _give_posts(made.vote, trustees, officers or {})
    for reached in PATH[1 : PATH.index(stage) + 1] if stage != Stage.CALLED_OFF else ():
        STEPS[reached](made, voters, choices)
        made.vote.stage = reached if reached != Stage.SHUFFLING or _shuffled(made) else Stage.CLOSED
        if reached == Stage.OPEN and (choices is not None or stage != Stage.OPEN):
            cast(made, default_choices(questions, voters) if choices is None else choices)
    made.vote.stage = stage
    made.vote.save()
    return made


def _drawn_up(
    body: Body, questions: Sequence[Question], closes: datetime | None, fields: Mapping[str, Any]
) -> Vote:
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    given: dict[str, Any] = {
        "kind": "strike",
        "title": "Strike ballot of the bus drivers",
        "description": "Do we stop work?",
        "rule": "plain-majority-of-votes",
        "opens": now,
        "serious": False,
    } | dict(fields)
    return Vote.objects.create(
        uuid=new_uuid(),
        body=body,
        questions=stored(questions),
        counting=given.pop("counting", [None] * len(questions)),
        closes=closes or now + timedelta(days=7),
        **given,
    )


def _give_posts(vote: Vote, trustees: int, officers: Mapping[str, Membership]) -> None:
    posts: list[tuple[str, Post, int]] = [
        ("returning_officer", Post.RETURNING_OFFICER, 1),
        ("registrar", Post.REGISTRAR, 1),
    ]
    posts += [("trustee" if n == 1 else f"trustee {n}", Post.TRUSTEE, n) for n in range(1, trustees + 1)]
    for key, post, number in posts:
        holder = officers.get(key)
        name = holder.name if holder else key.replace("_", " ").capitalize()
        Officer.objects.create(vote=vote, membership=holder, name=name, post=post, number=number)


def _freeze(made: Made, voters: int, choices: object) -> None:
    """Members of the body are on the roll; the rest of its number is nobody in particular."""
    for member in Membership.objects.filter(body=made.vote.body, standing=Standing.MEMBER)[:voters]:
        Entitled.objects.create(vote=made.vote, membership=member)
    made.vote.roll_size = voters


def _make_ready(made: Made, voters: int, choices: object) -> None:
    vote = made.vote
    made.credentials = [generate_credential() for _ in range(voters)]
    vote.public_credentials = public_credentials(GROUP, vote.uuid, [(one, None) for one in made.credentials])
    for officer in Officer.objects.filter(vote=vote, post=Post.TRUSTEE).order_by("number"):
        key, public = generate_trustee(GROUP, officer.name)
        made.keys.append(key)
        officer.public_key = public
        officer.save()
    keys = Officer.objects.filter(vote=vote, post=Post.TRUSTEE).order_by("number")
    vote.trustees = trustees_message([bytes(officer.public_key or b"") for officer in keys])
    names = {officer.post: officer.name for officer in Officer.objects.filter(vote=vote)}
    template = Template(
        vote.description,
        vote.title,
        questions_of(vote.questions),
        names[Post.RETURNING_OFFICER],
        names[Post.REGISTRAR],
    )
    made.election = draw_up(template, GROUP, vote.uuid, vote.trustees)


def _open(made: Made, voters: int, choices: object) -> None:
    vote = made.vote
    made.path.parent.mkdir(parents=True, exist_ok=True)
    create_archive(
        made.path,
        election=made.election,
        trustees=bytes(vote.trustees or b""),
        credentials=bytes(vote.public_credentials or b""),
        timestamp=int((vote.opens or datetime.now(UTC)).timestamp()),
    )
    vote.public_credentials = vote.trustees = None


def cast(made: Made, choices: Sequence[Sequence[Any]]) -> None:
    """Put ballots into the archive, and their rows beside it."""
    for credential, choice in zip(made.credentials, choices, strict=False):
        ballot = made.ballot(credential, choice)
        with Board.open(made.path) as board:
            made.trackers.append(board.add_ballot(ballot))
        public = json.loads(ballot)["credential"]
        CastBallot.objects.create(tracker=made.trackers[-1], vote=made.vote, credential=public)


def default_choices(questions: Sequence[Question], voters: int) -> list[list[Any]]:
    """Everybody chooses the first answer, but the last voter, who chooses the last one; ranks stand in the order of the answers."""
    first = [_one_of(question, 0) for question in questions]
    last = [_one_of(question, -1) for question in questions]
    return [first] * (voters - 1) + [last]


def _one_of(question: Question, place: int) -> list[Any]:
    if isinstance(question, HomomorphicQuestion):
        chosen = [0] * len(question.answers)
        for offset in range(max(question.minimum, 1)):
            chosen[(place + offset) % len(chosen)] = 1
        return [0, *chosen] if question.blank else chosen
    if isinstance(question, NonHomomorphicQuestion):
        ranks = list(range(1, len(question.answers) + 1))
        return ranks if place == 0 else ranks[::-1]
    rows: list[list[int]] = [[0] * len(names) for names in question.answers]
    rows[place][0] = rows[place][1] = 1
    return rows


def _shuffled(made: Made) -> bool:
    return made.opened.has_shuffles


def _close(made: Made, voters: int, choices: object) -> None:
    Entitled.objects.filter(vote=made.vote).delete()
    with Board.open(made.path) as board:
        board.end_ballots()


def _add_up(made: Made, voters: int, choices: object) -> None:
    with Board.open(made.path) as board:
        board.add_encrypted_tally()


def _shuffle(made: Made, voters: int, choices: object) -> None:
    if _shuffled(made):
        with Board.open(made.path) as board:
            board.add_shuffle(1, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
            board.end_shuffles()


def _publish(made: Made, voters: int, choices: object) -> None:
    decryptions = [made.decryption(number) for number in range(1, len(made.keys) + 1)]
    with Board.open(made.path) as board:
        for number, decryption in enumerate(decryptions, 1):
            board.add_partial_decryption(number, decryption)
        board.add_result()


STEPS = {
    Stage.ROLL: _freeze,
    Stage.READY: _make_ready,
    Stage.OPEN: _open,
    Stage.CLOSED: _close,
    Stage.SHUFFLING: _add_up,
    Stage.DECRYPTING: _shuffle,
    Stage.PUBLISHED: _publish,
}
"""What brings a vote to each stage. A vote without rankings passes `shuffling` by: adding up brings it to `decrypting`."""
