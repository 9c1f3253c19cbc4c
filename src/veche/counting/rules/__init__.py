"""Every rule by its id. A new rule is a new file with one `RULE`, and its name in this table."""

from __future__ import annotations

from ..terms import Rule
from . import irv, scottish_stv

TABLE: tuple[Rule, ...] = (irv.RULE, scottish_stv.RULE)
RULES: dict[str, Rule] = {rule.id: rule for rule in TABLE}
