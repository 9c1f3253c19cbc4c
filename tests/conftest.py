"""What Hypothesis makes up is the same in every run, and may take as long as a busy machine needs."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
