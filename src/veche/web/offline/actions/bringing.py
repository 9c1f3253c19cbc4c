"""What a laptop did comes back: a file is made there, and taken in here. The same file taken in twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Max
from django.http import Http404

from veche.web.assemblies import hooks
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.actions.pulse import beat
from veche.web.assemblies.models import Assembly, HandCount, OpenBallot, PaperCount, Poll, Stage, Way

from .. import access
from ..merging import Merged, Row, merge, together
from ..models import Away, Contradiction, Copy
from ..sealing import Document, NotOurs, copy_of, open_back, seal_for_back
from ..tables import TABLES, Table, key_of, keyed, values
from .taking import held, lead_again

FORMAT = 1
PARTS = (HandCount, OpenBallot, PaperCount)
"""Of what a result is added up."""


@transaction.atomic
def make_file(viewer: Viewer) -> bytes:
    """On the laptop, for whoever leads. Raises Http404 on a server, PermissionDenied."""
    away = Away.objects.select_for_update().filter(assembly=viewer.assembly).first()
    if away is None:
        raise Http404
    if not viewer.leads:
        raise PermissionDenied
    away.brought += 1
    away.save(update_fields=["brought"])
    document = {"format": FORMAT, "number": away.brought, "tables": access.rows(away.assembly)}
    return seal_for_back(document, away.copy, away.key)


DECIDED = {"here": "copy_decided_here", "there": "copy_decided_there"}


@dataclass
class Brought:
    """What a file changed here."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    twice: int = 0
    """Votes of those who voted in both places: what the server had stands."""
    contradicting: int = 0
    reopened: list[int] = field(default_factory=list)
    """Numbers of votes that were decided without all that belongs to them: the chair decides them anew."""

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.gone or self.twice or self.contradicting)


@transaction.atomic
def bring(viewer: Viewer, file: bytes) -> Brought:
    """Take in a file. From then on the server leads. Raises NotOurs, Http404, PermissionDenied; in each case nothing is changed."""
    assembly = held(viewer)
    copy = Copy.objects.select_for_update().filter(pk=copy_of(file), assembly=assembly).first()
    if copy is None:
        raise NotOurs
    document = open_back(file, copy.key)
    try:
        with transaction.atomic():
            return Bringing(assembly, copy, document).do()
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError, IntegrityError):
        raise NotOurs from None  # it was sealed with the right key, but no laptop of ours writes such rows


class Bringing:
    """One file that is taken in."""

    def __init__(self, assembly: Assembly, copy: Copy, document: Document) -> None:
        self.assembly, self.copy, self.document = assembly, copy, document
        self.brought = Brought()
        self.was_open = assembly.stage != Stage.CLOSED
        self.here = access.rows(assembly)
        self.there: access.Rows = {}
        self.renamed: dict[str, str] = {}
        self.known = {
            label: {one: (pair[0], pair[1]) for one, pair in found.items()}
            for label, found in copy.known.items()
        }

    def do(self) -> Brought:
        if self.document["format"] != FORMAT:
            raise NotOurs
        if self.document["number"] > self.copy.last:  # an older file tells nothing new: each holds all
            before = self._decided()
            for table in TABLES:
                self._bring(table)
            self._add_up_again(before)
            self.copy.last = self.document["number"]
            self._keep()
            self._say(before)
        if self.assembly.away == self.copy.pk:
            lead_again(self.assembly)
        if self.copy.state != Copy.State.BACK:
            self.copy.state = Copy.State.BACK
            self.copy.save(update_fields=["state"])
        self._forget()
        beat(self.assembly.pk)
        return self.brought

    def _bring(self, table: Table) -> None:
        label = table.label
        rows = {key: self._renamed(row) for key, row in self.document["tables"][label].items()}
        self.there[label] = rows
        here, known = self.here[label], self.known.get(label, {})
        merged = merge(known, here, rows, table.manner)
        self.renamed |= merged.renamed
        for key, row in merged.added.items():
            self._add(table, key, row)
        for key, row in merged.changed.items():
            self._change(table, key, row)
        for key in merged.gone:
            table.model._default_manager.filter(pk=key_of(table, key)).delete()
        for key, row in merged.contradicting.items():
            self._contradict(table, key, row)
        self._count(merged)
        self.here[label] = keyed(table, access.of(table, self.assembly))
        self.known[label] = together(known, self.here[label], rows, merged)

    def _renamed(self, row: Row) -> Row:
        """With the identifiers that this server gave to the same things."""
        return {
            name: self.renamed.get(value, value) if isinstance(value, str) else value
            for name, value in row.items()
        }

    def _count(self, merged: Merged) -> None:
        self.brought.added += len(merged.added)
        self.brought.changed += len(merged.changed)
        self.brought.gone += len(merged.gone)
        self.brought.twice += len(merged.twice)
        self.brought.contradicting += len(merged.contradicting)

    def _add(self, table: Table, key: str, row: Row) -> None:
        one = table.model(**self._checked(table, key, row))
        if table.numbered is not None:
            self._number(table, one)
        one.save(force_insert=True)

    def _change(self, table: Table, key: str, row: Row) -> None:
        new = self._checked(table, key, row)
        if table.numbered is not None:
            new.pop(table.numbered[0])  # this server's number stays
        table.model._default_manager.filter(pk=key_of(table, key)).update(**new)

    def _number(self, table: Table, one: Any) -> None:
        """The next one here, where the laptop's is taken."""
        assert table.numbered is not None  # noqa: S101 - both callers have looked
        column, within = table.numbered
        others = table.model._default_manager.filter(**{within: getattr(one, within)})
        if others.filter(**{column: getattr(one, column)}).exists():
            setattr(one, column, 1 + (others.aggregate(last=Max(column))["last"] or 0))

    def _checked(self, table: Table, key: str, row: Row) -> dict[str, Any]:
        """The values of a row that points to nothing but this assembly's own. Raises NotOurs."""
        new = values(table, row)
        own = self.renamed.get(str(row[table.model._meta.pk.attname]), str(row[table.model._meta.pk.attname]))
        if own != key:
            raise NotOurs
        new[table.model._meta.pk.attname] = key_of(table, key)
        for one in table.fields:
            if isinstance(one, ForeignKey) and row[one.attname] is not None:
                self._check_target(one, str(row[one.attname]))
        return new

    def _check_target(self, field: ForeignKey[Any, Any], target: str) -> None:
        label = field.related_model._meta.label_lower
        if label in self.here:
            rows = self.document["tables"][label]
            if target not in self.here[label] and target not in rows:
                raise NotOurs
        elif label == "bodies.body":
            if target != str(self.assembly.body_id):
                raise NotOurs
        elif not self._was_known(label, target):
            raise NotOurs

    def _was_known(self, label: str, target: str) -> bool:
        """Somebody of this body, or a delegate in it."""
        if label == "bodies.membership":
            return access.is_member(self.assembly, target)
        return label == "delegates.delegacy" and access.is_delegate(self.assembly, target)

    def _contradict(self, table: Table, key: str, row: Row) -> None:
        Contradiction.objects.update_or_create(
            copy=self.copy,
            table=table.label,
            row=key,
            defaults={"here": self.here[table.label].get(key, {}), "there": row, "decided": ""},
        )

    def _decided(self) -> dict[UUID, dict[str, Any]]:
        """Votes that are decided here, with their parts."""
        decided = Poll.objects.filter(assembly=self.assembly, state=Poll.State.DECIDED)
        return {poll.pk: self._parts(str(poll.pk), self.here) for poll in decided}

    @staticmethod
    def _parts(poll: str, rows: access.Rows) -> dict[str, Any]:
        """What was counted, and what it says."""
        return {
            key: row.get("choice", row.get("counts"))
            for model in PARTS
            for key, row in rows[model._meta.label_lower].items()
            if row["poll_id"] == poll
        }

    def _add_up_again(self, before: dict[UUID, dict[str, Any]]) -> None:
        """A result holds where it was decided with all that is here now. Otherwise it is no result."""
        there = {
            label: {self.renamed.get(key, key): row for key, row in rows.items()}
            for label, rows in self.there.items()
        }
        for poll in Poll.objects.filter(assembly=self.assembly, state=Poll.State.DECIDED).exclude(
            way=Way.SECRET
        ):
            parts = self._parts(str(poll.pk), self.here)
            counted = before[poll.pk] if poll.pk in before else self._parts(str(poll.pk), there)
            if parts != counted:
                poll.state, poll.result = Poll.State.CLOSED, {"gone": 0}
                poll.save(update_fields=["state", "result"])
                self.brought.reopened.append(poll.number)
                note(self.assembly.pk, "copy_recount", poll=poll, number=poll.number)
        self.assembly.refresh_from_db()
        if self.brought.reopened and self.assembly.stage == Stage.CLOSED:
            self.assembly.stage = Stage.PAUSED
            self.assembly.save(update_fields=["stage"])

    def _keep(self) -> None:
        for table in TABLES:  # adding up again changed rows of votes
            if table.model is Poll or table.model is Assembly:
                self.here[table.label] = keyed(table, access.of(table, self.assembly))
        total = {
            name: self.copy.brought.get(name, 0) + getattr(self.brought, name)
            for name in ("added", "changed", "gone", "twice", "contradicting")
        }
        self.copy.known = {
            label: {one: list(pair) for one, pair in found.items()} for label, found in self.known.items()
        }
        self.copy.brought = total
        self.copy.save(update_fields=["known", "brought", "last"])

    def _forget(self) -> None:
        """Of votes by hand the number alone stays, once nothing more is to come."""
        if not access.may_come_together(self.assembly):
            OpenBallot.objects.filter(
                poll__assembly=self.assembly, poll__state=Poll.State.DECIDED, poll__way=Way.HANDS
            ).delete()

    def _say(self, before: dict[UUID, dict[str, Any]]) -> None:
        """Write it down, and let those know who wait for decisions and for the end."""
        if not self.brought.nothing:
            note(self.assembly.pk, "copy_brought", number=self.copy.number, twice=self.brought.twice)
        for poll in Poll.objects.filter(assembly=self.assembly, state=Poll.State.DECIDED):
            if poll.pk not in before:
                hooks.poll_decided.send(sender=Poll, poll=poll)
        if self.assembly.stage == Stage.CLOSED and self.was_open:
            hooks.assembly_closed.send(sender=Assembly, assembly=self.assembly)


@transaction.atomic
def decide(viewer: Viewer, contradiction_id: UUID, which: str) -> None:
    """The chair decides: `here` or `there`. Raises Http404, PermissionDenied, NotOurs where the laptop's cannot be had any more."""
    assembly = held(viewer)
    found = Contradiction.objects.filter(pk=contradiction_id, copy__assembly=assembly, decided="").first()
    if found is None or which not in ("here", "there"):
        raise Http404
    if which == "there":
        table = next(one for one in TABLES if one.label == found.table)
        bringing = Bringing(assembly, found.copy, {"tables": {one.label: {} for one in TABLES}})
        try:
            with transaction.atomic():
                _put(bringing, table, found)
        except IntegrityError:
            raise NotOurs from None
    found.decided = which
    found.save(update_fields=["decided"])
    note(assembly.pk, DECIDED[which], number=found.copy.number)


def _put(bringing: Bringing, table: Table, found: Contradiction) -> None:
    new = values(table, found.there)
    new.pop(table.model._meta.pk.attname)
    if found.row in bringing.here[table.label]:
        if table.numbered is not None:
            new.pop(table.numbered[0])
        table.model._default_manager.filter(pk=key_of(table, found.row)).update(**new)
    else:
        bringing._add(table, found.row, found.there)
