"""Each of these tests looks through everything that is kept, so it begins with nothing kept."""

from __future__ import annotations

import shutil

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def nothing_kept_before() -> None:
    """Archives and reports of other tests in this process name their officers, and some are damaged on purpose."""
    shutil.rmtree(settings.ARCHIVES, ignore_errors=True)
