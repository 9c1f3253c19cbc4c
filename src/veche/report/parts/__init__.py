"""The parts that layouts are put together from. Each makes blocks from the facts, in one language."""

from __future__ import annotations
