"""What is due without anybody asking: terms, results, recalls. Called every minute or so."""

from __future__ import annotations

from . import actions
from .actions.apart import apart


def keep() -> None:
    """Everything, each apart; each holds if it is done twice."""
    for due in (actions.keep_terms, actions.keep_elections, actions.keep_recalls, actions.forget_askings):
        with apart():
            due()
