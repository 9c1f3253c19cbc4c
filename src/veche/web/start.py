"""Makes the web's modules ready to be imported, outside a server."""

from __future__ import annotations

import os


def start() -> None:
    """Read the settings from the environment. Raises `safety.Unsafe` where one of them is refused."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.web.settings"
    import django

    django.setup()
