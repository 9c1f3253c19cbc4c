"""A log that names nobody: no addresses, paths, forms, or texts of exceptions, which may hold what somebody typed."""

from __future__ import annotations

import logging
import traceback


class Bare(logging.Filter):
    """Leaves of a record its logger, its level and, for an exception, its class and where in our code it was raised."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django") or record.exc_info:
            record.msg, record.args = self._bare(record), ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True

    @staticmethod
    def _bare(record: logging.LogRecord) -> str:
        kind, _, trace = record.exc_info or (None, None, None)
        if kind is None:
            return f"{record.levelname} {record.name}"
        place = traceback.extract_tb(trace)[-1]
        return f"{record.levelname} {record.name}: {kind.__name__} at {place.filename}:{place.lineno}"
