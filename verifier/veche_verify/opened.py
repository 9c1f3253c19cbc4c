"""A ballot that a booth opened instead of casting it: it holds the vote that is stated, and nothing else.

A voter cannot see what a device encrypts. So the device first shows the seal, the hash of the ballot that it is about to sign
(4.17); only then it learns whether it must sign the ballot, or open it and make another. Whoever has the randomness r of
a ciphertext (alpha, beta) checks alpha = g^r and reads beta / y^r (4.11). An opened ballot has no signature: nobody can cast it.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .answers import Answer, HomomorphicAnswer, ListsAnswer, NonHomomorphicAnswer, read_answers
from .audit import Audit
from .ballots import MAX_BYTES
from .canonical import Json, parse
from .election import Election, NonHomomorphicQuestion, Question, read_election
from .groups import Element
from .messages import Ciphertext, base64_hash, read_element, read_scalar
from .refused import Refused, within


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opened ballot says: for each question the values of its answers, as the booth's page shows them."""

    election: Election
    seal: str
    choices: list[object]


def verify_opened(path: Path, opened: Path) -> Opened:
    """Checks the audit file `opened` against an archive, of which the set-up is checked, or a bare `election` message.

    Raises Refused for the first check that fails, and OSError for a file that cannot be read.
    """
    with path.open("rb") as file:
        if file.read(1) == b"{":
            with within("election"):
                election = read_election(b"{" + file.read(MAX_BYTES))
        else:
            file.seek(0)
            audit = Audit(file, lambda _: None)
            with closing(audit.run()) as events:
                next(events)
            election = audit.election
    with opened.open("rb") as file, within("opened ballot"):
        return check_opened(election, file.read(2 * MAX_BYTES))


def check_opened(election: Election, message: bytes) -> Opened:
    """Checks an audit file: the seal, every ciphertext, and every proof, so that the ballot would have been accepted."""
    fields = parse(message).fields("election", "seal", "ballot", "choices", "randomness")
    unsigned = fields["ballot"].text().encode()
    ballot = parse(unsigned).fields("election_uuid", "election_hash", "credential", "answers")
    names = (fields["election"].plain(), ballot["election_hash"].plain(), ballot["election_uuid"].plain())
    if names != (election.fingerprint, election.fingerprint, election.uuid):
        raise Refused("ballot.election", "election", "the opened ballot is for another election")
    # 4.17: what the signature would have signed
    seal = fields["seal"].plain()
    if seal != base64_hash(unsigned):
        raise Refused("ballot.hash", "seal", "this is not the hash of the ballot")
    read_element(ballot["credential"], election.G)
    answers = read_answers(ballot["answers"], election)
    for i, answer in enumerate(answers):
        answer.check_shape(f"answers[{i}]")
    choices = _open(election, answers, fields["randomness"])
    if choices != _stated(fields["choices"]):
        raise Refused(
            "ballot.opening", "choices", "the ballot holds another vote than the one that is stated"
        )
    for i, answer in enumerate(answers):
        answer.check_proofs(
            f"answers[{i}]", election, f"{election.fingerprint}|{ballot['credential'].plain()}"
        )
    return Opened(election, seal, choices)


def _stated(json: Json) -> object:
    """Numbers, in arrays in arrays."""
    return [_stated(item) for item in json.items()] if isinstance(json.value, list) else json.integer()


def _open(election: Election, answers: list[Answer], randomness: Json) -> list[object]:
    parts = zip(election.questions, answers, randomness.tuple(len(answers)), strict=True)
    return [_open_answer(election, question, answer, r) for question, answer, r in parts]


def _open_answer(election: Election, question: Question, answer: Answer, randomness: Json) -> object:
    match question, answer:
        case NonHomomorphicQuestion(answers=n), NonHomomorphicAnswer(choices=c):
            return _open_one(election, c, randomness).to_ints(n)
        case _, HomomorphicAnswer(choices=row):
            return _open_row(election, row, randomness)
        case _, ListsAnswer(choices=rows):
            parts = zip(rows, randomness.tuple(len(rows)), strict=True)
            return [_open_row(election, row, r) for row, r in parts]
    raise TypeError("every answer was read in the form that its question asks for")


def _open_row(election: Election, row: list[Ciphertext], randomness: Json) -> list[int]:
    """4.11.1: beta = y^r g^m with m = 0 or m = 1."""
    parts = zip(row, randomness.tuple(len(row)), strict=True)
    powers = [(_open_one(election, c, r), r.where) for c, r in parts]
    for power, where in powers:
        if power not in (election.G.one, election.G.g):
            raise Refused("ballot.opening", where, "with this number the ciphertext holds neither 0 nor 1")
    return [int(power == election.G.g) for power, _ in powers]


def _open_one(election: Election, c: Ciphertext, r: Json) -> Element:
    """4.11: alpha = g^r, and beta / y^r is what was encrypted."""
    exponent = read_scalar(r, election.G)
    if c.alpha != election.G.g**exponent:
        raise Refused("ballot.opening", r.where, "this is not the randomness of the ciphertext")
    return c.beta / election.y**exponent
