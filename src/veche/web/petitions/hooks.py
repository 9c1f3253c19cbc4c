"""What rooms above hang on to petitions. They connect in their AppConfig.ready; nothing here knows them.

Both are sent outside any transaction, and again by the clock if a receiver failed or the process died: receivers must bear being told twice.
"""

from __future__ import annotations

from django.dispatch import Signal

filled = Signal()
"""Sent with `petition` when the last signature that was needed came."""

lapsed = Signal()
"""Sent with `petition` when its last day is over and too few have signed."""
