"""The result sheet: a count in words and tables, in a language, before anyone has decided how it looks.

The terminal, a text file and the report all show these parts: names with values, grids, and lines of text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from veche.words import Language, Words, catalogue
from veche.words.formats import cut, exact
from veche.words.sentence import Sentence

from ..errors import BadRecord
from ..record import Count, LotShown, Number, Stage, Table, Tie
from .fates import Fate, Kind, fates
from .figures import MOST_DIGITS, Figures, digits_of
from .sheet_parts import Facts, Grid, Lines, Part, in_blocks

__all__ = ["Facts", "Grid", "Lines", "Part", "Sheet", "in_blocks", "listed", "result_sheet", "words_of"]


def words_of(language: Language) -> Words:
    """The texts of this room."""
    return catalogue(Path(__file__).parents[1] / "words", language)


def result_sheet(count: Count, language: Language, *, transfers: bool = True) -> tuple[Part, ...]:
    """The whole count, from the result to the last tie, perhaps without the long table of transfers. Parts that would be
    empty are left out. Raises BadRecord where a record that was read from a file says what this version has no words for."""
    sheet = Sheet(count, words_of(language))
    try:
        parts = (
            sheet.outcome(),
            sheet.result(),
            sheet.about(),
            sheet.settings(),
            sheet.standing(),
            *(sheet.stage(position) for position in range(1, len(count.stages) + 1)),
            *map(sheet.table, count.tables),
            sheet.transfers() if transfers else None,
            sheet.ties(),
        )
    except KeyError as unknown:
        raise BadRecord(
            f"it says {unknown}, which is not known here", "get a newer version of veche"
        ) from None
    return tuple(part for part in parts if part is not None)


class Sheet(Figures):
    """One count in one language. Every method makes one part, or None where there is nothing to say."""

    def __init__(self, count: Count, words: Words) -> None:
        self.count, self.words, self.language = count, words, words.language
        self.names = {one.number: one.name for one in count.candidates}
        self.digits, self.is_cut = digits_of(count)

    def say(self, key: str, number: int | None = None, /, **places: object) -> str:
        """A text of the sheet."""
        return self.words.text(f"show.{key}", number, **places)

    def listed(self, numbers: Sequence[int]) -> str:
        """ "Ana, Bo and Cy"."""
        return listed([self.names[number] for number in numbers], self.words)

    @property
    def is_motion(self) -> bool:
        """Whether the answers are yes and no: nobody is elected."""
        return self.count.method.id == "yes-no"

    @property
    def title(self) -> str:
        """Of the contest, or of the rule where the file gives it none."""
        return self.count.title or self.rule()

    def outcome(self) -> Lines:
        return Lines(
            self.title, (*self.winners(), *(one.say(self.words) for one in self.count.outcome), *self.notes())
        )

    def winners(self) -> Iterator[str]:
        """Who is elected, if it is people and not an answer that won."""
        if not self.is_motion:
            # A list is among the winners once for each of its seats.
            winners = tuple(dict.fromkeys(self.count.winners))
            names = self.listed(winners)
            yield (
                self.say("elected_names", len(winners), names=names) if names else self.say("nobody_elected")
            )

    def notes(self) -> Iterator[str]:
        yield from (one.say(self.words) for one in self.count.notes)

    def result(self) -> Grid:
        """Every candidate and what became of them; of a motion, every answer and its votes."""
        if self.is_motion:
            return self.answers()
        rows = [
            (
                str(fate.number),
                self.names[fate.number],
                self.fate(fate),
                self.held(fate),
            )
            for fate in fates(self.count)
        ]
        columns = tuple(self.say(name) for name in ("number", "candidate", "result", "votes"))
        shown = 4 if any(row[3] for row in rows) else 3
        return Grid(
            self.say("result"), columns[:shown], tuple(row[:shown] for row in rows), frozenset({0, 3})
        )

    def answers(self) -> Grid:
        rows = tuple((str(one.number), self.names[one.number], self.held(one)) for one in fates(self.count))
        columns = (self.say("number"), self.say("answer"), self.say("votes"))
        return Grid(self.say("result"), columns, rows, frozenset({0, 2}))

    def fate(self, fate: Fate) -> str:
        if fate.stage is None or len(self.count.stages) == 1:
            return self.say(fate.kind)
        at = "elected_at" if fate.kind is Kind.ELECTED else "excluded_at"
        return self.say(at, stage=fate.stage)

    def held(self, fate: Fate) -> str:
        return "" if fate.votes is None else self.votes(fate.votes)

    def about(self) -> Facts:
        """By which rule, on which papers, with which lot."""
        count, method = self.count, self.count.method
        rows = [
            (self.say("rule"), self.rule()),
            (self.say("version"), method.version),
            (self.say("source"), method.source),
            *([] if self.is_motion else [(self.say("seats"), exact(self.language, count.seats))]),
            *([(self.say("vacant"), exact(self.language, count.vacant))] if count.vacant else []),
            (self.say("valid"), exact(self.language, count.valid)),
            *self.tally("invalid", count.invalid),
            *self.tally("applied", count.applied),
            *([(self.say("withdrawn_names"), self.listed(count.withdrawn))] if count.withdrawn else []),
            *([(self.say("quota"), exact(self.language, count.quota))] if count.quota is not None else []),
            (self.say("votes_hash"), count.votes_hash),
            *(self.sealed(count.lot) if count.lot else []),
        ]
        return Facts(self.say("about"), tuple(rows))

    def sealed(self, lot: LotShown) -> Iterator[tuple[str, str]]:
        """What was published before the count, and what it bound."""
        for one in lot.parts or (lot,):
            yield self.say("commitment"), one.commitment
            yield self.say("seed"), one.seed
        if lot.parts:
            yield self.say("joint_seed"), lot.seed

    def settings(self) -> Facts | None:
        """The settings of the rule that were in force, in words, with what was typed in brackets."""
        named = self.count.method.settings
        rows = tuple((self.words.text(f"setting.{name}"), self.value(told)) for name, told in named.items())
        return Facts(self.say("settings"), rows) if rows else None

    def value(self, told: str) -> str:
        """Numbers, fractions and names of grades stand for themselves."""
        return f"{self.words.text(f'value.{told}')} ({told})" if told in self.words.texts["value"] else told

    def rule(self) -> str:
        return f"{self.words.text(f'rule.{self.count.method.id}')} ({self.count.method.id})"

    def tally(self, name: str, papers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """Papers that were set aside, or counted under a policy: how many and why."""
        for policy, number in papers.items():
            reason = self.words.text(f"policy.{policy}")
            yield self.say(name), f"{exact(self.language, number)}: {reason}"

    def standing(self) -> Grid | None:
        """Votes by candidate and stage, with what each stage changed: the sheet that counts are checked against by hand."""
        stages = self.count.stages
        if len(stages) < 2:
            return None
        columns, breaks = [self.say("candidate"), "1"], [1]
        for position in range(2, len(stages) + 1):
            breaks.append(len(columns))
            columns += [f"±{position}", str(position)]
        numbers = [one.number for one in self.count.candidates if one.number in stages[0].standing]
        rows = [
            self.row(self.names[number], [stage.standing.get(number, 0) for stage in stages])
            for number in numbers
        ]
        if any(stage.exhausted for stage in stages):
            rows.append(self.row(self.say("exhausted"), [stage.exhausted for stage in stages]))
        if any(stage.lost for stage in stages):
            rows.append(self.row(self.say("lost"), [stage.lost for stage in stages]))
        title = self.say("standing_cut" if self.is_cut else "standing", digits=self.digits)
        return Grid(title, tuple(columns), tuple(rows), frozenset(range(1, len(columns))), tuple(breaks))

    def row(self, name: str, votes: Sequence[Number]) -> tuple[str, ...]:
        cells = [name, self.votes(votes[0])]
        for before, after in pairwise(votes):
            cells += [self.change(after - before), self.votes(after) if before or after else ""]
        return tuple(cells)

    def heading(self, position: int) -> str:
        """ "Stage 2: transfer of a surplus: Alesia"."""
        stage = self.count.stages[position - 1]
        names = self.listed(stage.subjects)
        action = self.words.text(f"action.{stage.action}", len(stage.subjects), names=names)
        told = action if names in action else f"{action}: {names}"
        return self.say("stage_heading", stage=position, action=told)

    def stage(self, position: int) -> Lines | None:
        """What happened at a stage and why; of a single stage, what the outcome does not say."""
        stage = self.count.stages[position - 1]
        lines = [self.tie(one) for one in self.count.ties if one.stage == position]
        lines += [one.say(self.words) for one in stage.reasons]
        if stage.quota is not None and stage.quota != self.count.quota:
            lines.append(self.say("quota_now", quota=exact(self.language, stage.quota)))
        if len(self.count.stages) > 1:
            return Lines(self.heading(position), (*lines, *self.fell(stage)))
        rest = tuple(line for line in lines if line not in self.outcome().lines)
        return Lines(self.heading(position), rest) if rest else None

    def fell(self, stage: Stage) -> Iterator[str]:
        """Who was elected and who was excluded."""
        if stage.elected:
            yield self.say("elected_names", len(stage.elected), names=self.listed(stage.elected))
        if stage.excluded:
            yield self.say("excluded_names", len(stage.excluded), names=self.listed(stage.excluded))

    def transfers(self) -> Grid | None:
        """Every transfer. Papers of one candidate that go to another at the same value stand together."""
        rows = []
        for position, stage in enumerate(self.count.stages, 1):
            together: Counter[tuple[int, int | None, Number]] = Counter()
            votes: dict[tuple[int, int | None, Number], Number] = {}
            for one in stage.transfers:
                key = (one.source, one.target, one.value)
                together[key] += one.papers
                votes[key] = votes.get(key, 0) + one.votes
            for (source, target, value), papers in together.items():
                to = self.say("exhausted") if target is None else self.names[target]
                worth = cut(self.language, value, MOST_DIGITS) if self.digits else exact(self.language, value)
                total = self.votes(votes[source, target, value])
                rows.append(
                    (str(position), self.names[source], to, exact(self.language, papers), worth, total)
                )
        if not rows:
            return None
        columns = tuple(
            self.say(name) for name in ("stage", "source_name", "target", "papers", "value", "votes")
        )
        return Grid(self.say("transfers"), columns, tuple(rows), frozenset({0, 3, 4, 5}))

    def ties(self) -> Lines | None:
        """Ties that belong to no stage that is shown, or all of them where there is one stage."""
        apart = [one for one in self.count.ties if not 1 <= one.stage <= len(self.count.stages)]
        return Lines(self.say("ties"), tuple(map(self.tie, apart))) if apart else None

    def tie(self, tie: Tie) -> str:
        """How a tie was broken."""
        places = {
            "names": self.listed(sorted(tie.candidates)),
            "purpose": self.words.text(f"tie.{tie.purpose}"),
            "order": ", ".join(self.names[number] for number in tie.order),
        }
        return self.say("tie_history" if tie.by == "history" else "tie_lot", at=tie.at, **places)

    def table(self, table: Table) -> Grid:
        """Figures of a rule that are not stages."""
        rows = tuple(tuple(map(self.cell, row)) for row in table.rows)
        numbers = [
            column for column in range(len(table.columns)) if _numeric([row[column] for row in table.rows])
        ]
        columns = tuple(map(self.cell, table.columns))
        return Grid(
            table.title.say(self.words), columns, rows, frozenset(numbers), tuple(range(1, len(columns)))
        )


def _numeric(column: Sequence[Sentence | str | Number]) -> bool:
    """Whether a column holds numbers, and nothing else but empty cells."""
    filled = [cell for cell in column if cell != ""]
    return bool(filled) and all(isinstance(cell, int | Fraction) for cell in filled)


def listed(names: Sequence[str], words: Words) -> str:
    """ "Ana, Bo and Cy"; nothing for nobody."""
    if len(names) < 2:
        return "".join(names)
    return words.text("show.and", first=", ".join(names[:-1]), last=names[-1])
