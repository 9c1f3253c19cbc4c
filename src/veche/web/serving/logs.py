"""What is worth a line in the log."""

from __future__ import annotations

import logging


class Raised(logging.Filter):
    """Lets through what was raised. An answer that says "not now" (503) is meant, and a line about it would tell nothing but a time."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)
