"""The program that makes a demonstration in the folder of the settings: `python -m veche.web.serving.demonstration LANGUAGE`."""

from __future__ import annotations

import sys
from pathlib import Path

from veche.web.start import start
from veche.words import Language


def main(language: str) -> None:
    """Fill an empty server."""
    start()
    from django.conf import settings

    from .making import make

    make(Path(settings.DATA), Language(language))


if __name__ == "__main__":
    main(sys.argv[1])
