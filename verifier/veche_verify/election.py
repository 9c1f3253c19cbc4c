"""The election: questions (4.9), the election itself (4.10), and the public credentials (4.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .canonical import Json, parse
from .ed25519 import Ed25519
from .finite_fields import BELENIOS_2048, RFC_3526_2048
from .groups import Element, Group
from .messages import base64_hash, read_element
from .refused import Refused

# 5: supported groups
GROUPS: dict[str, Group] = {G.name: G for G in (BELENIOS_2048, RFC_3526_2048, Ed25519())}

UUID = re.compile("[1-9A-HJ-NP-Za-km-z]{14,256}")  # 4.2: Base58, at least 14
WEIGHT = re.compile("0|[1-9][0-9]{0,17}")

MAX_QUESTIONS = 200
MAX_ANSWERS = 1000  # of one question
MAX_WEIGHT = 10**15  # of all voters: the results are logarithms, which somebody must be able to compute


@dataclass(frozen=True, slots=True)
class HomomorphicQuestion:
    """question_h (4.9.1): choose `min` to `max` of `answers`, or vote blank where that is allowed."""

    answers: int
    blank: bool
    min: int
    max: int

    @property
    def lengths(self) -> list[int]:
        """4.11.1: one ciphertext for each answer, and a leading one for a blank vote."""
        return [self.answers + self.blank]

    def rows(self, json: Json) -> list[Json]:
        """What is said of each ciphertext, as rows: here a single one."""
        return [json]


@dataclass(frozen=True, slots=True)
class NonHomomorphicQuestion:
    """question_nh (4.9.2): give each answer a number."""

    answers: int

    @property
    def lengths(self) -> list[int]:
        """4.18: nothing at first; the row grows by one with each ballot."""
        return [0]

    def rows(self, json: Json) -> list[Json]:
        """What is said of each ciphertext, as rows: here a single one, with an item for each ballot."""
        return [json]


@dataclass(frozen=True, slots=True)
class ListsQuestion:
    """question_l (4.9.3): choose one list and some of its candidates. Each length counts the list's own name."""

    lengths: list[int]

    def rows(self, json: Json) -> list[Json]:
        """What is said of each ciphertext, as rows: here one for each list."""
        return json.items()


Question = HomomorphicQuestion | NonHomomorphicQuestion | ListsQuestion


@dataclass(frozen=True, slots=True)
class Election:
    """election (4.10). `y` is the public key, `fingerprint` is the phi of the specification."""

    name: str
    uuid: str
    fingerprint: str
    G: Group
    y: Element
    questions: list[Question]

    @property
    def shuffled(self) -> list[int]:
        """The indices of the non-homomorphic questions, whose ciphertexts are shuffled (4.19)."""
        return [i for i, q in enumerate(self.questions) if isinstance(q, NonHomomorphicQuestion)]


def read_election(message: bytes) -> Election:
    """Reads and checks the election (4.10), but for its public key, which needs the trustees."""
    fields = parse(message).fields(
        *("version", "description", "name", "group", "public_key", "questions", "uuid"),
        *("?administrator", "?credential_authority", "?language"),
    )
    # 4.10: the version is 1
    if fields["version"].integer() != 1:
        raise Refused("election.version", "version", "only version 1 is known")
    for name in ("description", "name", "administrator", "credential_authority"):
        if name in fields:
            fields[name].text()
    if "language" in fields:
        for item in fields["language"].tuple(2):
            item.text()
    # 5: the group is one of those listed
    G = GROUPS.get(fields["group"].plain())
    if G is None:
        raise Refused("election.group", "group", "the group is unknown")
    y = read_element(fields["public_key"], G)
    questions = [_read_question(item, G) for item in fields["questions"].items()]
    if not 1 <= len(questions) <= MAX_QUESTIONS:
        raise Refused("election.questions", "questions", f"1 to {MAX_QUESTIONS} questions are expected")
    # 4.2: uuid
    if not UUID.fullmatch(fields["uuid"].plain()):
        raise Refused("election.uuid", "uuid", "at least 14 Base58 characters are expected")
    return Election(fields["name"].text(), fields["uuid"].plain(), base64_hash(message), G, y, questions)


def _read_question(json: Json, G: Group) -> Question:
    if not isinstance(json.value, dict) or "type" not in json.value:
        return _read_homomorphic(json)
    fields = json.fields("type", "value", "?extra")
    if fields["type"].plain() == "NonHomomorphic":
        return _read_non_homomorphic(fields["value"], G)
    if fields["type"].plain() == "Lists":
        return _read_lists(fields["value"])
    raise fields["type"].refuse('"NonHomomorphic" or "Lists" is expected')


def _read_homomorphic(json: Json) -> HomomorphicQuestion:
    fields = json.fields("answers", "?blank", "min", "max", "question")
    answers = _read_texts(fields["answers"])
    fields["question"].text()
    blank = "blank" in fields and fields["blank"].boolean()
    low, high = fields["min"].integer(), fields["max"].integer()
    if not 0 <= low <= high <= answers:
        raise Refused("election.questions", json.where, "0 <= min <= max <= number of answers does not hold")
    return HomomorphicQuestion(answers, blank, low, high)


def _read_non_homomorphic(json: Json, G: Group) -> NonHomomorphicQuestion:
    fields = json.fields("answers", "question")
    answers = _read_texts(fields["answers"])
    fields["question"].text()
    # 4.11.2: the group must support of_ints for that many integers
    if answers > G.max_ints:
        raise Refused("election.group", json.where, f"{G.name} carries {G.max_ints} numbers at most")
    return NonHomomorphicQuestion(answers)


def _read_lists(json: Json) -> ListsQuestion:
    fields = json.fields("answers", "question")
    fields["question"].text()
    lists = fields["answers"].items()
    lengths = [_read_texts(item) for item in lists]
    # 4.9.3: each list has a name and at least one candidate
    if not lengths or min(lengths) < 2 or sum(lengths) > MAX_ANSWERS:
        raise Refused(
            "election.questions", json.where, "there must be lists, each with a name and candidates"
        )
    return ListsQuestion(lengths)


def _read_texts(json: Json) -> int:
    """The number of answers, which must be texts."""
    texts = json.items()
    for text in texts:
        text.text()
    if not 1 <= len(texts) <= MAX_ANSWERS:
        raise Refused("election.questions", json.where, f"1 to {MAX_ANSWERS} answers are expected")
    return len(texts)


def read_public_credentials(message: bytes, G: Group) -> dict[str, int]:
    """public_credentials (4.8): the weight of each, 1 where none is written."""
    weights: dict[str, int] = {}
    for line in parse(message).items():
        credential, comma, weight = line.plain().partition(",")
        if comma and not WEIGHT.fullmatch(weight):
            raise Refused(
                "credentials.format", line.where, "a credential, or a credential, a comma and a weight"
            )
        read_element(Json(credential, line.where), G)
        # 3.1: all public credentials are distinct
        if credential in weights:
            raise Refused("credentials.duplicate", line.where, "this credential stands twice")
        weights[credential] = int(weight) if comma else 1
    # 1: "the sum of all weights is not too big"
    if sum(weights.values()) > MAX_WEIGHT:
        raise Refused("credentials.format", "", f"all weights together are more than {MAX_WEIGHT}")
    return weights
