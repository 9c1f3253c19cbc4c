"""The rows of one file, put together with those that are here, table by table. Nothing that was over when both were last together changes any more."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import CASCADE, ForeignKey, Max

from veche.web.assemblies.models import Assembly, OpenBallot, Poll, Presence

from .. import access
from ..merging import Merged, Row, digest, merge, together
from ..models import Contradiction, Copy
from ..sealing import Document, NotOurs
from ..tables import BY_LABEL, TABLES, Table, key_of, keyed, values

OVER = (Poll.State.DECIDED, Poll.State.CALLED_OFF)
POLLS, PHONES, BALLOTS = (str(model._meta.label_lower) for model in (Poll, Presence, OpenBallot))


@dataclass
class Brought:
    """What a file changed here."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    twice: int = 0
    """Votes of those who voted in both places: what the server had stands."""
    contradicting: int = 0
    phones: int = 0
    """Of those added: phones that came in there, and votes that were cast there."""
    votes: int = 0
    reopened: list[int] = field(default_factory=list)
    """Numbers of votes that were decided without all that belongs to them: the chair decides them anew."""

    @property
    def nothing(self) -> bool:
        return not any(self.numbers().values())

    def numbers(self) -> dict[str, int]:
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "reopened"}

    def count(self, table: Table, merged: Merged) -> None:
        self.added += len(merged.added)
        self.changed += len(merged.changed)
        self.gone += len(merged.gone)
        self.twice += len(merged.twice)
        self.contradicting += len(merged.contradicting)
        self.phones += len(merged.added) if table.label == PHONES else 0
        self.votes += len(merged.added) if table.label == BALLOTS else 0


class TakingIn:
    """`there`: rows of the laptop, with the identifiers of this server. `here`: rows of this server, as they are by now."""

    def __init__(self, assembly: Assembly, copy: Copy, document: Document) -> None:
        self.assembly, self.copy, self.document = assembly, copy, document
        self.brought = Brought()
        self.here = access.rows(assembly)
        self.there: access.Rows = {}
        self.renamed: dict[str, str] = {}
        self.known = {
            label: {one: (pair[0], pair[1]) for one, pair in found.items()}
            for label, found in copy.known.items()
        }
        known = self.known.get(POLLS, {})
        self.over = {
            key
            for key, row in self.here[POLLS].items()
            if row["state"] in OVER and key in known and known[key][0] == digest(row)
        }

    def take_in(self) -> None:
        """All tables, parents first. Raises NotOurs, and what `values` raises."""
        for table in TABLES:
            self._take_in(table)

    def _take_in(self, table: Table) -> None:
        label, known = table.label, self.known.get(table.label, {})
        self.there[label] = rows = self._fitting(table)
        closed = self._closed(table, rows)
        here = {key: row for key, row in self.here[label].items() if key not in closed}
        open_rows = {key: row for key, row in rows.items() if key not in closed}
        open_known = {key: pair for key, pair in known.items() if key not in closed}
        merged = merge(open_known, here, open_rows, table.manner)
        if table.lasts:
            merged.gone.clear()
        self.renamed |= merged.renamed
        self._apply(table, merged)
        self.brought.count(table, merged)
        self.read_again(table)
        found = together(open_known, self.here[label], open_rows, merged)
        self.known[label] = {key: known[key] for key in closed if key in known} | found

    def _closed(self, table: Table, rows: dict[str, Row]) -> set[str]:
        """What no file changes: the record as far as both knew it, votes that were over, and all that was counted in them."""
        if table.record:
            return set(self.known.get(table.label, {}))
        if table.label == POLLS:
            return self.over
        both = (*self.here[table.label].items(), *rows.items())
        return {key for key, row in both if row.get("poll_id") in self.over}

    def _apply(self, table: Table, merged: Merged) -> None:
        for key in sorted(merged.added, key=lambda one: _number_of(table, merged.added[one])):
            self.add(table, key, merged.added[key])
        for key, row in merged.changed.items():
            self.change(table, key, row)
        for key in merged.gone:
            table.model._default_manager.filter(pk=key_of(table, key)).delete()
        for key, row in merged.contradicting.items():
            self._contradict(table, key, row)

    def read_again(self, table: Table) -> None:
        self.here[table.label] = keyed(table, access.of(table, self.assembly))

    # Rows that point to others

    def _fitting(self, table: Table) -> dict[str, Row]:
        """The laptop's rows, as they would be had this server thrown away at both places what it threw away here."""
        fitting = {}
        for key, row in self.document["tables"][table.label].items():
            renamed = {
                name: self.renamed.get(value, value) if isinstance(value, str) else value
                for name, value in row.items()
            }
            if self._fit(table, key, renamed):
                fitting[key] = renamed
        return fitting

    def _fit(self, table: Table, key: str, row: Row) -> bool:
        """Whether the row stays. What it cannot be without comes back, unless the row is one of those that go quietly."""
        before = self.known.get(table.label, {}).get(key)
        for one in table.fields:
            if not isinstance(one, ForeignKey) or not self._is_missing(table, one, row.get(one.attname)):
                continue
            if one.remote_field.on_delete is not CASCADE:
                row[one.attname] = None
            elif table.manner.quiet:
                return False
            elif before is None or before[1] != digest(row):
                upper = BY_LABEL[one.related_model._meta.label_lower]
                self._bring_back(upper, str(row[one.attname]))
        return True

    def _is_missing(self, table: Table, one: ForeignKey[Any, Any], target: object) -> bool:
        """Both had it, and it was thrown away here."""
        label = one.related_model._meta.label_lower
        return label in self.here and target in self.known.get(label, {}) and target not in self.here[label]

    def _bring_back(self, table: Table, key: str) -> None:
        row = dict(self.document["tables"][table.label][key])
        self._fit(table, key, row)
        self.add(table, key, row)
        self.read_again(table)

    # One row

    def add(self, table: Table, key: str, row: Row) -> None:
        one = table.model(**self._checked(table, key, row))
        if table.numbered is not None and getattr(one, table.numbered[0]) is not None:
            column, within = table.numbered
            others = table.model._default_manager.filter(**{within: getattr(one, within)})
            setattr(one, column, 1 + (others.aggregate(last=Max(column))["last"] or 0))
        one.save(force_insert=True)

    def change(self, table: Table, key: str, row: Row) -> None:
        new = self._checked(table, key, row)
        if table.numbered is not None:
            new.pop(table.numbered[0])  # this server's number stays
        table.model._default_manager.filter(pk=key_of(table, key)).update(**new)

    def _contradict(self, table: Table, key: str, row: Row) -> None:
        self._checked(table, key, row)
        Contradiction.objects.update_or_create(
            copy=self.copy,
            table=table.label,
            row=key,
            defaults={"here": self.here[table.label].get(key, {}), "there": row, "decided": ""},
        )

    def _checked(self, table: Table, key: str, row: Row) -> dict[str, Any]:
        """The values of a row that points to nothing but this assembly's own. Raises NotOurs."""
        new, name = values(table, row), table.model._meta.pk.attname
        if self.renamed.get(str(row[name]), str(row[name])) != key:
            raise NotOurs
        new[name] = key_of(table, key)
        for one in table.fields:
            if isinstance(one, ForeignKey) and row[one.attname] is not None:
                self._check_target(one, str(row[one.attname]))
        return new

    def _check_target(self, one: ForeignKey[Any, Any], target: str) -> None:
        label = one.related_model._meta.label_lower
        if label in self.here:
            own = target in self.here[label] or target in self.document["tables"][label]
        elif label == "bodies.membership":
            own = access.is_member(self.assembly, target)
        elif label == "delegates.delegacy":
            own = access.is_delegate(self.assembly, target)
        else:
            own = label == "bodies.body" and target == str(self.assembly.body_id)
        if not own:
            raise NotOurs


def _number_of(table: Table, row: Row) -> int:
    """By which newcomers are put in order, before they are given numbers of this server."""
    return int(row[table.numbered[0]] or 0) if table.numbered is not None else 0
