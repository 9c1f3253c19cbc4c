"""Every migration goes up and down with rows in the tables, and all of them together make the tables that the models describe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps as today
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from web.migrations.rows import ROWS
from web.migrations.steps import OURS, go_to, newest, steps

from veche.election.errors import MalformedInput
from veche.web.serving.access import LEFT_OUT, kept_tables
from veche.web.serving.actions import bring_up_to_date

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def from_nothing() -> Iterator[None]:
    """An empty database before, a whole one after, whatever happened."""
    go_to(*((app, None) for app in OURS))
    yield
    go_to(*((app, None) for app in OURS))
    go_to(*newest())


def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.usefixtures("from_nothing")
def test_every_step_goes_up_and_down_with_rows_and_up_again() -> None:
    reached: dict[str, str] = {}
    known = go_to()
    for app, name, before in steps():
        counts = rows(known)
        go_to((app, name))
        go_to((app, before))
        assert rows(known) == counts
        reached[app] = name
        known = go_to(*reached.items())
        if (app, name) in ROWS:
            ROWS[app, name](known)
    go_to(*newest())
    read_everything()
    for app, _, before in reversed(steps()):
        go_to((app, before))
    assert not [one for one in connection.introspection.table_names() if one.split("_")[0] in OURS]


def rows(known: object) -> dict[str, int]:
    """How many each table holds."""
    return {
        model._meta.label: model._default_manager.count()
        for model in known.get_models()  # type: ignore[attr-defined]
        if model._meta.app_label in OURS
    }


def read_everything() -> None:
    """Today's models read what was written with those of every step: sealed names too."""
    found = {model._meta.label: list(model._base_manager.all()) for model in kept_tables()}
    assert [label for label, there in found.items() if not there] == []
    assert {one.name for one in found["bodies.Body"]} == {"Спілка", "Branch"}
    assert found["ballots.Vote"][0].title == "Страйк"


def test_every_first_migration_has_rows() -> None:
    assert {key for key in ROWS if key[1] == "0001_initial"} == {(app, "0001_initial") for app in OURS}


def test_no_key_counts_up() -> None:
    """A number that counts up would tell in which order members joined, or ballots came."""
    counting = [
        model._meta.label
        for app in OURS
        for model in today.get_app_config(app).get_models()
        if isinstance(model._meta.pk, models.AutoField)
    ]
    assert counting == []


def test_what_a_backup_leaves_out_is_there_to_be_left_out() -> None:
    labels = {model._meta.label_lower for app in OURS for model in today.get_app_config(app).get_models()}
    assert labels >= LEFT_OUT
    assert {model._meta.label_lower for model in kept_tables()} == labels - LEFT_OUT


def test_tables_of_a_newer_release_are_refused() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("bodies", "9999_later")
    try:
        with pytest.raises(MalformedInput, match="of a newer release"):
            bring_up_to_date()
    finally:
        recorder.record_unapplied("bodies", "9999_later")
