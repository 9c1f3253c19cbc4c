"""What is due without anybody asking: terms, results, recalls. Called every minute or so."""

from __future__ import annotations

from . import actions


def keep() -> None:
    """Everything; each apart holds if it is done twice."""
    actions.keep_terms()
    actions.keep_elections()
    actions.keep_recalls()
    actions.forget_askings()
