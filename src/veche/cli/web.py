"""The web's settings, loaded only by the commands that need them, and its errors as the command says them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from veche.election.errors import MalformedInput


@contextmanager
def the_web(data: Path | None) -> Iterator[None]:
    """Inside, the web's modules may be imported: settings are those of the environment, in the folder `data` if it is given.

    Raises MalformedInput where the web is not installed, or a setting is refused.
    """
    if find_spec("django") is None or find_spec("gunicorn") is None:
        raise MalformedInput(
            "the web is not installed", "veche", "install it with: python -m pip install 'veche[web]'"
        )
    from veche.web.safety import Unsafe
    from veche.web.start import start

    if data is not None:
        os.environ["VECHE_DATA"] = os.fspath(data)
    try:
        start()
        yield
    except Unsafe as refused:
        raise MalformedInput(refused.what, refused.where, refused.advice) from None
