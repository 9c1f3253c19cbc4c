"""What a count was asked for on the command line, read strictly, and the counts that come of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import typer

from veche.cli.files import read
from veche.counting import RULES, Contest, Count, Lot, find
from veche.counting import count as count_contest
from veche.counting.errors import CannotCount
from veche.counting.formats import Duplicate, Form, Overvote, Policy, Skipped, form_of
from veche.counting.formats import read as read_ballots
from veche.words.sentence import Sentence

if TYPE_CHECKING:
    from veche.counting.reserved import Reserved

Choice = TypeVar("Choice", bound=StrEnum)
Progress = Callable[[str, int, int], None]

ARCHIVE, LINKED = ".bel", ".toml"


@dataclass(frozen=True)
class Order:
    """Options of `veche count`. `policy` None: none was named."""

    rule: str | None = None
    seats: int | None = None
    question: int | None = None
    withdrawn: frozenset[int] = frozenset()
    settings: dict[str, str] = field(default_factory=dict)
    reserved: Path | None = None
    lot: Lot | None = None
    policy: Policy | None = None
    form: Form | None = None

    def counts(self, file: Path, progress: Progress) -> Iterator[Count]:
        """Every contest of the file, counted. Raises what the counting library does, OSError, BadParameter."""
        if self.form is None and file.suffix == ARCHIVE:
            yield from self.of_archive(file, progress)
            return
        if self.form is None and file.suffix == LINKED:
            yield from self.of_linked(file)
            return
        if self.question is not None:
            raise typer.BadParameter("only an archive has questions", param_hint="--question")
        form = self.form or form_of(file)
        if self.rule is None:
            raise CannotCount(f"no rule is named: {file}", f"name it with --rule, one of {', '.join(RULES)}")
        contest = read_ballots(file, form=form, policy=(self.policy or Policy()).by(self.rule))
        yield self.counted(contest, self.rule, self.settings, self.seats_note(contest))

    def of_archive(self, file: Path, progress: Progress) -> Iterator[Count]:
        """The questions of an archive that is verified first."""
        from veche.counting.archive import Polls

        polls = Polls.read(file, progress=progress)
        asked = range(1, len(polls.questions) + 1) if self.question is None else (self.question,)
        for number in asked:
            polled = polls.poll(
                number, self.rule, seats=self.seats, policy=self.policy, settings=self.settings
            )
            yield self.counted(polled.contest, polled.rule, polled.settings, polled.notes)

    def of_linked(self, file: Path) -> Iterator[Count]:
        """Contests that a file puts in order; it says everything about them but the lot."""
        from veche.counting.linked.file import read_linked

        if replace(self, lot=None) != Order():
            raise typer.BadParameter(
                "linked contests state rule, seats and all else in their file", param_hint=str(file)
            )
        yield from read_linked(file).counts(self.lot)

    def counted(
        self, contest: Contest, rule: str, settings: Mapping[str, str], notes: Sequence[Sentence]
    ) -> Count:
        """One contest, with notes on what was decided here and not by file or rule."""
        if unknown := settings.keys() - find(rule).settings.keys():
            able = ", ".join(find(rule).settings) or "none"
            raise CannotCount(f"{rule} has no setting {min(unknown)}", f"its settings: {able}")
        found = count_contest(
            contest,
            rule,
            seats=self.seats,
            lot=self.lot,
            reserved=self.kept_seats(contest),
            withdrawn=self.withdrawn,
            **cast(dict[str, Any], settings),
        )
        if self.withdrawn:
            names = ", ".join(contest.name(number) for number in sorted(self.withdrawn))
            notes = [*notes, Sentence("show.withdrawn_given", {"names": names})]
        return replace(found, notes=(*found.notes, *notes))

    def kept_seats(self, contest: Contest) -> Reserved | None:
        if self.reserved is None:
            return None
        from veche.counting.reserved.file import read_reserved

        return read_reserved(self.reserved, contest.candidates)

    def seats_note(self, contest: Contest) -> tuple[Sentence, ...]:
        if self.seats is None or self.seats == contest.seats:
            return ()
        return (Sentence("show.seats_given", {"given": self.seats, "stated": contest.seats}),)


def numbers_in(text: str | None, option: str = "--withdrawn") -> frozenset[int]:
    """Numbers of candidates, "3,7". Raises BadParameter that names the option."""
    words = re.split(r"[,\s]+", text.strip()) if text else []
    if not all(re.fullmatch(r"[0-9]{1,4}", word) for word in words):
        raise typer.BadParameter(f"{text!r} is no list of numbers such as 3,7", param_hint=option)
    return frozenset(map(int, words))


def settings_in(texts: Sequence[str] | None) -> dict[str, str]:
    """Settings, "name=value" each. Raises BadParameter."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not name or not equals:
            raise typer.BadParameter(f"{text!r} is not of the form name=value", param_hint="--setting")
        if name in found:
            raise typer.BadParameter(f"{name} stands twice", param_hint="--setting")
        found[name] = value
    return found


def lot_in(secrets: list[Path] | None, publics: list[Path] | None) -> Lot | None:
    """The lot of two files, or of two files from each of several people. Raises LotMismatch, OSError, BadParameter."""
    if not secrets and not publics:
        return None
    if not secrets or not publics or len(secrets) != len(publics):
        raise typer.BadParameter(
            "a lot has two files: give --lot and --commitment for each, in the same order", param_hint="--lot"
        )
    return Lot.joint([Lot.read(read(one), read(other)) for one, other in zip(secrets, publics, strict=True)])


def policy_in(overvote: str | None, skipped: str | None, duplicate: str | None) -> Policy | None:
    """The policy, or None where no part of it was named. Raises BadParameter."""
    if overvote is skipped is duplicate is None:
        return None
    return Policy(
        one_of(Overvote, "--overvote", overvote) if overvote else None,
        one_of(Skipped, "--skipped", skipped or Skipped.REFUSE),
        one_of(Duplicate, "--duplicate", duplicate or Duplicate.REFUSE),
    )


def form_in(name: str | None) -> Form | None:
    """The format that was named. Raises BadParameter."""
    return one_of(Form, "--form", name) if name else None


def one_of(kind: type[Choice], name: str, text: str) -> Choice:
    """The value of an option, one of `kind`. Raises BadParameter that names the option."""
    try:
        return kind(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(kind)}", param_hint=name) from None
