"""`python -m veche.cli`, for where the console script is not on the path."""

from __future__ import annotations

from veche.cli import main

main()
