"""The second verifier: the specification of Belenios 3.1, read literally.

The README lists the files with the sections that they read; start at `audit.py`, or from the ground up.
"""

from __future__ import annotations

__version__ = "0.1.0"
