"""The vote file: one text that says what is voted on, made by the returning officer and given to every other role.

TOML, because people write it by hand. It holds no secret. The identifier in it is random and serves one vote only:
credentials are derived from it.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from veche._core import Group
from veche.cli.files import read_text
from veche.election.credentials import check_uuid
from veche.election.errors import MalformedInput
from veche.election.questions import (
    HomomorphicQuestion,
    ListsQuestion,
    NonHomomorphicQuestion,
    Question,
    check_questions,
)
from veche.election.setup import Template

GROUPS = ("Ed25519", "RFC-3526-2048", "BELENIOS-2048")
TOP = {"id", "group", "title", "description", "returning_officer", "registrar", "question", "rounds"}
FIELDS = {
    "choice": {"kind", "question", "answers", "least", "most", "blank"},
    "numbers": {"kind", "question", "answers", "counting"},
    "lists": {"kind", "question", "list"},
}


@dataclass(frozen=True)
class Vote:
    """What is voted on, before there are trustees and credentials."""

    uuid: str
    group: Group
    template: Template
    rounds: tuple[str, ...] = ()
    """Of a roll for many votes: the identifiers of all of them. It asks nothing itself."""


MOST_ROUNDS = 1000


def read_vote(path: Path) -> Vote:
    """Raises OSError, or MalformedInput naming the line's key and what to write instead."""
    try:
        data = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise MalformedInput(
            f"not a vote file ({error})", str(path), "see 'veche election template' for an example"
        ) from None
    return _Reader(str(path)).vote(data)


class _Reader:
    """Takes values out of a table with their types checked; every complaint names file and place."""

    def __init__(self, path: str) -> None:
        self.path = path

    def vote(self, data: dict[str, Any]) -> Vote:
        self.known(data, TOP, "")
        group = self.text(data, "group", "", GROUPS[0])
        if group not in GROUPS:
            raise self.complain(f"unknown group {group!r}", "group", f"write one of {', '.join(GROUPS)}")
        rounds = self.texts(data, "rounds", "") if "rounds" in data else ()
        questions = data.get("question", [])
        if not isinstance(questions, list) or bool(questions) == bool(rounds):
            raise self.complain("no questions", "", "add a [[question]]")
        template = Template(
            name=self.text(data, "title", ""),
            description=self.text(data, "description", "", ""),
            questions=tuple(self.question(item, f"question {n}") for n, item in enumerate(questions, 1)),
            administrator=data.get("returning_officer") and self.text(data, "returning_officer", ""),
            credential_authority=data.get("registrar") and self.text(data, "registrar", ""),
        )
        vote = Vote(self.text(data, "id", ""), Group(group), template, rounds)
        self.identifiers(vote)
        if not rounds:
            check_questions(template.questions, vote.group)
        return vote

    def identifiers(self, vote: Vote) -> None:
        """All well formed and different: codes are derived from each. Raises VerificationError, MalformedInput."""
        every = (vote.uuid, *vote.rounds)
        for uuid in every:
            check_uuid(uuid)
        if len(set(every)) < len(every) or len(vote.rounds) > MOST_ROUNDS:
            raise self.complain(
                "an identifier stands twice, or there are too many", "rounds", "take the file as it was made"
            )

    def question(self, item: object, where: str) -> Question:
        if not isinstance(item, dict):
            raise self.complain("not a table", where, "write it under [[question]]")
        kind = self.text(item, "kind", where)
        if kind not in FIELDS:
            raise self.complain(f"unknown kind {kind!r}", where, f"write one of {', '.join(FIELDS)}")
        self.known(item, FIELDS[kind], where)
        text = self.text(item, "question", where)
        if kind == "lists":
            return ListsQuestion(answers=self.lists(item, where), question=text)
        answers = self.texts(item, "answers", where)
        if kind == "numbers":
            return NonHomomorphicQuestion(answers, text, self.counting(item, where))
        least, most = self.number(item, "least", where), self.number(item, "most", where)
        return HomomorphicQuestion(answers, self.flag(item, "blank", where) or None, least, most, text)

    def lists(self, item: dict[str, Any], where: str) -> tuple[tuple[str, ...], ...]:
        found = item.get("list")
        if not isinstance(found, list) or not found:
            raise self.complain("no lists", where, "add a [[question.list]] with name and candidates")
        rows = []
        for number, entry in enumerate(found, 1):
            place = f"{where}, list {number}"
            if not isinstance(entry, dict):
                raise self.complain("not a table", place, "write it under [[question.list]]")
            self.known(entry, {"name", "candidates"}, place)
            rows.append((self.text(entry, "name", place), *self.texts(entry, "candidates", place)))
        return tuple(rows)

    def counting(self, item: dict[str, Any], where: str) -> bytes | None:
        """The hint on the counting rule, as the archive carries it: the name of a method, or any JSON object."""
        if "counting" not in item:
            return None
        text = self.text(item, "counting", where)
        if not text.startswith("{"):
            return json.dumps({"method": text}, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")).encode()
        except (ValueError, RecursionError):
            raise self.complain("'counting' is not JSON", where, 'write counting = "Schulze"') from None

    def text(self, table: dict[str, Any], key: str, where: str, default: str | None = None) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.complain(f"'{key}' is missing or not a text", where, f'write {key} = "..."')
        return value

    def texts(self, table: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise self.complain(
                f"'{key}' is missing or not a list of texts", where, f'write {key} = ["...", "..."]'
            )
        return tuple(value)

    def number(self, table: dict[str, Any], key: str, where: str) -> int:
        value = table.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.complain(f"'{key}' is missing or not a whole number", where, f"write {key} = 1")
        return value

    def flag(self, table: dict[str, Any], key: str, where: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.complain(f"'{key}' is neither true nor false", where, f"write {key} = true")
        return value

    def known(self, table: dict[str, Any], keys: set[str], where: str) -> None:
        for key in table.keys() - keys:
            raise self.complain(f"unknown key {key!r}", where, f"known are {', '.join(sorted(keys))}")

    def complain(self, what: str, where: str, advice: str) -> MalformedInput:
        return MalformedInput(what, f"{self.path}, {where}" if where else self.path, advice)
