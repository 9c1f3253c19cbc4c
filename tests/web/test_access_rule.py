"""Only `access` reads the tables and only `actions` writes them: whatever else asked the database could list people."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src/veche/web"
APPS = (
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
    "serving",
    "house",
)
DOORS = {"access", "actions", "models"}
"""Files, or folders of files, of an app that may ask the database."""
READERS = {"objects", "_base_manager", "_default_manager", "raw", "connection", "connections", "cursor"}
WRITERS = {"save", "asave", "bulk_create", "bulk_update", "full_clean", "refresh_from_db"}


def files() -> list[Path]:
    """Every module that must go through the doors."""
    return [
        path
        for app in APPS
        for path in sorted((WEB / app).rglob("*.py"))
        if "migrations" not in path.parts and not DOORS & {part.removesuffix(".py") for part in path.parts}
    ]


def asks(source: str) -> Iterator[str]:
    """Where a module asks the database itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and (node.attr in READERS | WRITERS or node.attr.endswith("_set")):
            yield f"line {node.lineno}: .{node.attr}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db"):
            names = {alias.name for alias in node.names} & {"connection", "connections", "models"}
            yield from (f"line {node.lineno}: {name} of {node.module}" for name in sorted(names))
        elif isinstance(node, ast.ImportFrom) and "get_object_or_404" in {alias.name for alias in node.names}:
            yield f"line {node.lineno}: get_object_or_404"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(WEB)))
def test_only_the_doors_ask_the_database(path: Path) -> None:
    if path.name == "sealed.py" and path.parent.name == "house":
        return  # the kind of field itself
    assert list(asks(path.read_text(encoding="utf-8"))) == []


def test_a_query_elsewhere_would_be_found() -> None:
    source = "from django.db import connection\nVote.objects.all()\nbody.membership_set\nvote.save()\n"
    assert len(list(asks(source))) == 4


@pytest.mark.parametrize("path", sorted(WEB.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_template_follows_a_reverse_manager(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"_set\b", text)  # "body_settings" is the name of a page
    assert ".objects" not in text


def test_no_model_offers_a_way_back() -> None:
    """`related_name="+"` on every key: from a body one cannot come to its members but through `access`."""
    for path in sorted(WEB.rglob("models.py")):
        text = path.read_text(encoding="utf-8")
        keys = (
            text.count("models.ForeignKey(")
            + text.count("models.OneToOneField(")
            + text.count("models.ManyToManyField(")
        )
        assert text.count('related_name="+"') == keys, path
