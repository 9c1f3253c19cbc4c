"""Writing the vote file: the commented example, and a vote that was drawn up by questions or comes from belenios-tool."""

from __future__ import annotations

import json

from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template

HEAD = """\
# What is voted on. Give this file to the registrar and to every trustee; it holds no secret.
# Lines that begin with # are notes for you. Check it with: veche election check THIS-FILE

# Random, for this vote alone: credentials are derived from it. Never use it for another vote.
id = {id}
# The mathematics. Ed25519 unless you have a reason; otherwise RFC-3526-2048 or BELENIOS-2048.
group = {group}

title = {title}
description = {description}
"""

EXAMPLE = """
# Yes or no, or some of several: each voter ticks at least `least` and at most `most` answers.
[[question]]
kind = "choice"
question = "Do you agree to stop work from 1 December?"
answers = ["Yes", "No"]
least = 1
most = 1

# With blank = true a voter may also cast a blank vote, which is counted apart.
[[question]]
kind = "choice"
question = "Who shall sit on the strike committee?"
answers = ["Alesia", "Bohdan", "Ciara", "Darya", "Eryk", "Fatima"]
least = 3
most = 3
blank = true

# A number from 0 to 255 for every answer: ranks, grades or points. The numbers of every ballot are published, after they
# were shuffled, and can be counted by any rule. `counting` only says which rule is meant.
# [[question]]
# kind = "numbers"
# question = "In what order do you prefer the places for the assembly?"
# answers = ["Depot", "Library", "Park"]
# counting = "Schulze"

# Lists of candidates: each voter chooses one list, and at least one of its candidates.
# [[question]]
# kind = "lists"
# question = "Which list shall represent you?"
# [[question.list]]
# name = "Depot North"
# candidates = ["Alesia", "Bohdan"]
# [[question.list]]
# name = "Depot South"
# candidates = ["Ciara", "Darya"]
"""


def example(uuid: str) -> str:
    """A vote file that is ready to use, with a note on every line that has to be understood."""
    title, description = "Strike ballot of the bus drivers", "Do we stop work, and who speaks for us?"
    return head(uuid, "Ed25519", Template(name=title, description=description, questions=())) + EXAMPLE


def head(uuid: str, group: str, template: Template) -> str:
    """Everything above the questions."""
    text = HEAD.format(
        id=quoted(uuid),
        group=quoted(group),
        title=quoted(template.name),
        description=quoted(template.description),
    )
    if template.administrator:
        text += f"returning_officer = {quoted(template.administrator)}\n"
    if template.credential_authority:
        text += f"registrar = {quoted(template.credential_authority)}\n"
    return text


def vote_text(uuid: str, group: str, template: Template) -> str:
    """The vote file for a whole template; reading it gives the template back."""
    return head(uuid, group, template) + "".join(_question(question) for question in template.questions)


def _question(question: Question) -> str:
    lines = ["", "[[question]]"]
    if isinstance(question, HomomorphicQuestion):
        lines += [
            'kind = "choice"',
            f"question = {quoted(question.question)}",
            f"answers = {_row(question.answers)}",
        ]
        lines += [f"least = {question.minimum}", f"most = {question.maximum}"]
        lines += ["blank = true"] if question.blank else []
    elif isinstance(question, NonHomomorphicQuestion):
        lines += [
            'kind = "numbers"',
            f"question = {quoted(question.question)}",
            f"answers = {_row(question.answers)}",
        ]
        lines += [f"counting = {quoted(_method(question.extra))}"] if question.extra is not None else []
    elif isinstance(question, ListsQuestion):
        lines += ['kind = "lists"', f"question = {quoted(question.question)}"]
        for name, *candidates in question.answers:
            lines += ["[[question.list]]", f"name = {quoted(name)}", f"candidates = {_row(candidates)}"]
    return "\n".join(lines) + "\n"


def _method(extra: bytes) -> str:
    """The name of the counting method; other hints stay as the JSON they are."""
    hint = json.loads(extra)
    if isinstance(hint, dict) and hint.keys() == {"method"} and isinstance(hint["method"], str):
        return hint["method"]
    return extra.decode()


def _row(texts: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes, and DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
