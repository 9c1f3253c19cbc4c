"""Counts beside those of other people's libraries, which come to 1.5 GB and stay out of the ordinary run: `make oracle`."""

from __future__ import annotations

import warnings

from hypothesis import settings

# Their warnings are not ours to mend.
warnings.simplefilter("ignore")
# They compile as they go, so that the first example takes seconds.
settings.register_profile("oracle", deadline=None, max_examples=150)
settings.load_profile("oracle")
