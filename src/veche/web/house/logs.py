"""A log that names nobody: no addresses, paths, forms, or texts of exceptions, which may hold what somebody typed."""

from __future__ import annotations

import logging
import traceback

OWN = ("veche", "gunicorn")
"""Whose sentences are kept. The server's own logger lets none through that names a request: see `serving.web`."""


class Bare(logging.Filter):
    """Leaves of a record its logger, its level and, for an exception, its class and where it was raised.

    Our own sentences are kept as they are, where no exception comes with them. What other software says may quote anything.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in OWN or record.exc_info:
            record.msg, record.args = self._bare(record), ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True

    @staticmethod
    def _bare(record: logging.LogRecord) -> str:
        kind, _, trace = record.exc_info or (None, None, None)
        said = f"{record.levelname} {record.name}"
        if kind is None:
            return said
        places = traceback.extract_tb(trace)
        place = f" at {places[-1].filename}:{places[-1].lineno}" if places else ""
        return f"{said}: {kind.__name__}{place}"
