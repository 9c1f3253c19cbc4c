"""Django's own commands, for developers: `python -m veche.web makemigrations`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.web.settings")
execute_from_command_line(["veche.web", *sys.argv[1:]])
