"""What the server itself asks the database."""

from __future__ import annotations

from django.db import connection
from django.db.utils import Error


def database_answers() -> bool:
    """Whether the database can be asked at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        return False
