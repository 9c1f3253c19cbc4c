"""The web's settings under test: a data folder of its own that goes with the process, and passphrases that hash fast."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="veche-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VECHE_DATA"] = _folder
os.environ["VECHE_DATABASE"] = os.environ.get("VECHE_TEST_DATABASE", "")

from veche.web.settings import *  # noqa: E402, F403
from veche.web.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
ARGON2 = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
# A file, not memory: threads and processes of a test see the same rows, as they do in earnest.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": Path(_folder) / "test.sqlite3"}
