"""Every rule by its id. A new rule is a new file with one `RULE`, and its name in this table."""

from __future__ import annotations

from ..terms import Rule
from . import (
    approval,
    block,
    borda,
    cumulative,
    dhondt,
    equal_shares,
    ers97,
    irv,
    majority_judgment,
    meek,
    plurality,
    ranked_pairs,
    sainte_lague,
    schulze,
    scottish_stv,
    yes_no,
)

TABLE: tuple[Rule, ...] = (
    yes_no.RULE,
    plurality.RULE,
    block.RULE,
    approval.RULE,
    cumulative.RULE,
    borda.RULE,
    irv.RULE,
    scottish_stv.RULE,
    meek.RULE,
    ers97.RULE,
    schulze.RULE,
    ranked_pairs.RULE,
    majority_judgment.RULE,
    dhondt.RULE,
    sainte_lague.RULE,
    equal_shares.RULE,
)
RULES: dict[str, Rule] = {rule.id: rule for rule in TABLE}
