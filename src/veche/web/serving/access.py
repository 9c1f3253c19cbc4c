"""What the server itself asks the database."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import BinaryField, ExpressionWrapper, F, Field, Model
from django.db.utils import Error

from veche.web.ballots.models import CastBallot

LEFT_OUT = frozenset(
    {
        "accounts.session",
        "accounts.challenge",
        "accounts.bucket",
        "bodies.showncode",
        "ballots.castballot",
        "ballots.followed",
        "ballots.job",
    }
)
"""Tables that no backup holds: what ends by itself within hours, and what is made again from the archives."""


def database_answers() -> bool:
    """Whether the database can be asked at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        return False


def ballots_known() -> int:
    """How many ballots the database knows, of all votes together."""
    return CastBallot.objects.count()


def is_empty() -> bool:
    """Whether the database has no tables at all."""
    return not connection.introspection.table_names()


def migrations_due() -> bool:
    """Whether the tables are older than this release."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def newest_migrations() -> dict[str, str]:
    """The last migration of each app of ours."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return {app: name for app, name in leaves if apps.get_app_config(app).name.startswith("veche.")}


def kept_tables() -> list[type[Model]]:
    """What a backup holds: every table of ours, but those left out."""
    ours = (model for app in newest_migrations() for model in apps.get_app_config(app).get_models())
    return sorted(
        (model for model in ours if model._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label
    )


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything that is read inside is as it was at one moment. Nobody who writes waits for it."""
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # reads, and locks nothing
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def rows(model: type[Model]) -> Iterator[dict[str, Any]]:
    """Every row of a table, as JSON can hold it. What is sealed stays sealed: no key is needed."""
    fields = model._meta.concrete_fields
    bare = {f"bare_{field.attname}": _bare(field) for field in fields}
    for row in model._base_manager.annotate(**bare).values_list(*bare).iterator(chunk_size=500):
        yield {field.attname: _plain(field, value) for field, value in zip(fields, row, strict=True)}


def _bare(field: Field[Any, Any]) -> ExpressionWrapper[F]:
    """The column as it stands: bytes are not opened on their way."""
    plain: Field[Any, Any] = BinaryField() if isinstance(field, BinaryField) else field
    return ExpressionWrapper(F(field.attname), output_field=plain)


def _plain(field: Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(field, BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
