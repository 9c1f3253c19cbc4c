"""What the server itself writes: its tables, and the list of jobs."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import BinaryField, Field, Model, Value
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from veche.election.errors import MalformedInput

JOBS_KEPT = timedelta(hours=1)
BATCH = 500


def bring_up_to_date() -> None:
    """Make the tables, or change them to what this release needs. Every step is whole or not at all; no connection stays open.

    Raises MalformedInput for tables of a newer release.
    """
    loader = MigrationExecutor(connection).loader
    if any(
        app in loader.migrated_apps for app, _ in set(loader.applied_migrations) - set(loader.graph.nodes)
    ):
        raise MalformedInput(
            "its tables are of a newer release",
            str(settings.DATA),
            "install that release, or restore a backup of this one",
        )
    call_command("migrate", interactive=False, verbosity=0)
    let_connections_go()


def let_connections_go() -> None:
    """Before a process splits: two must never speak over one connection."""
    connections.close_all()


def take_up_jobs_again() -> None:
    """Jobs that were being done when the process for them died wait again. There is one such process, and this is it."""
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)


def forget_finished_jobs() -> None:
    """Who asked for what and when is not kept. Votes keep what came of it (`ballots.Job`)."""
    ended = DBTaskResult.objects.filter(status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED))
    ended.exclude(traceback="").update(traceback="")
    ended.filter(finished_at__lte=timezone.now() - JOBS_KEPT).delete()


def put_back(migrations: Mapping[str, str], tables: Iterable[tuple[str, Iterable[dict[str, Any]]]]) -> None:
    """Fill an empty database: make the tables as these migrations left them, put rows in, then bring all up to date.

    Rows come in whole or not at all; so do the tables in PostgreSQL, while in SQLite the caller throws the file away.
    Raises UnknownMigration where they are of a newer release.
    """
    executor = MigrationExecutor(connection)
    targets = list(migrations.items())
    if any(target not in executor.loader.graph.nodes for target in targets):
        raise UnknownMigration
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        executor.migrate(targets)
        state = executor.loader.project_state(targets).apps
        with transaction.atomic():
            for label, rows in tables:
                _fill(state.get_model(label), rows)
    bring_up_to_date()


class UnknownMigration(Exception):
    """The tables are of a release that is newer than this one."""


def _fill(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    made = (model(**{name: _value(fields[name], value) for name, value in row.items()}) for row in rows)
    while batch := list(islice(made, BATCH)):
        model._base_manager.bulk_create(batch)


def _value(field: Field[Any, Any], value: Any) -> Any:
    """Bytes go in as they are: what is sealed is not sealed again."""
    if isinstance(field, BinaryField) and value is not None:
        return Value(base64.b64decode(value, validate=True), output_field=BinaryField())
    return field.to_python(value)
