"""Making the demonstration, from the first member to the last ballot."""

from __future__ import annotations

from pathlib import Path

from veche.web.house.language import Voice
from veche.words import Language

from .folder import Made, keep, keep_key
from .union import Person, make_union
from .votes import hold_open, hold_published, prepare

VOTED = [[1, 0], [1, 0], [0, 1], [1, 0], [1, 0], [1, 0]]
"""Yes or no, of half the members. The last one has not voted, and is who tries it."""


def make(folder: Path, language: Language) -> None:
    """Fill an empty server."""
    voice = Voice(language)
    people = make_union(voice)
    published = hold_published(people, voice)
    held = hold_open(people, voice, "strike", VOTED)
    coming = prepare(people, voice, "rule_change")
    for person, key in zip(people[2:4], held.keys, strict=True):
        keep_key(folder, f"{person.membership.name}.key", key)
    who: dict[str, Person] = {
        "officer": people[0],
        "registrar": people[1],
        "trustee": people[2],
        "member": people[-1],
    }
    keep(
        folder,
        Made(
            words={post: person.words for post, person in who.items()},
            names={post: person.membership.name for post, person in who.items()},
            open_vote=held.uuid,
            published_vote=published,
            coming_vote=coming,
            credential=held.credentials[-1],
        ),
    )
