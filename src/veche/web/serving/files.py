"""Files that are the same for everybody, straight from the package: style sheets, scripts, the booth.

An address names the hash of what stands there, so a browser keeps it for ever and a new release is seen at once. The booth alone keeps its
plain names, because people compare its files by name and hash; it is asked for again each time.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

PLAIN = "booth/"


@cache
def hashed(name: str) -> str:
    """house/veche.css as house/veche.0123456789ab.css. Raises FileNotFoundError where there is no such file."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}.{sha256(Path(found).read_bytes()).hexdigest()[:12]}"))


class HashedFiles(StaticFilesStorage):
    """What `{% static %}` asks for the address of a file."""

    def url(self, name: str | None) -> str:
        if not name or name.startswith(PLAIN):
            return super().url(name)
        return super().url(hashed(name))


class FilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves every file under its own name and under its hashed one."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: object = None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        name = url.removeprefix(self.static_prefix)
        if not name.startswith(PLAIN):
            super().add_file_to_dictionary(self.static_prefix + hashed(name), path, stat_cache=stat_cache)
