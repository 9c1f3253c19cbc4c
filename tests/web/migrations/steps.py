"""Taking a database to a migration and back, with rows in it, as an upgrade and a downgrade do."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Target = tuple[str, str | None]


def go_to(*targets: Target) -> Apps:
    """Migrate, up or down; returns the models as they are there. `(app, None)` is the empty database."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state([one for one in targets if one[1] is not None]).apps  # type: ignore[arg-type]


def newest() -> list[Target]:
    """Where a new server stands."""
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def steps() -> list[tuple[str, str, str | None]]:
    """Each migration of ours with the one before it in its app, in the order in which they are made."""
    loader = MigrationExecutor(connection).loader
    order: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    found = []
    for app, name in order:
        if app in loader.migrated_apps and app in OURS:
            before = [parent for parent in loader.graph.node_map[(app, name)].parents if parent.key[0] == app]
            found.append((app, name, before[0].key[1] if before else None))
    return found


OURS = (
    "accounts",
    "bodies",
    "ballots",
    "petitions",
    "delegates",
    "motions",
    "assemblies",
    "mandates",
    "minutes",
    "offline",
)
