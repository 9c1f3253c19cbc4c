"""What rooms above hang on to delegates. They connect in their AppConfig.ready; nothing here knows them.

Both are sent inside the transaction that wrote it.
"""

from __future__ import annotations

from django.dispatch import Signal

ended = Signal()
"""Sent with `delegacy` when somebody's place ended, for whatever reason."""

moved_up = Signal()
"""Sent with `delegacy` when an alternate was called to a seat."""
