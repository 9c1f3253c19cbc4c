"""Bring a release of belenios-tool, with the libraries that it needs, into a cache folder.

apt does the work, with a state of its own: its sources are the mirror that this machine's apt already uses and the
suite of the release, its list of installed packages is empty, so it resolves every library down to libc. The packages
are unpacked side by side and run through their own loader. Nothing is installed on the machine.

    PYTHONPATH=tests python -m interop.belenios_tool.fetch        # all releases; prints how each one is run
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .releases import RELEASES, Release

KEYRINGS = [Path("/usr/share/keyrings") / f"debian-archive-keyring.{ending}" for ending in ("gpg", "pgp")]
DEBIAN_SUITES = "bullseye|bookworm|trixie|forky|sid|oldstable|stable|testing|unstable"
TIMEOUT_SECONDS = 300


class CannotFetch(Exception):
    """belenios-tool cannot be had on this machine; the message is one line that says why and what to do."""


def cache_folder() -> Path:
    """Where the releases are kept: VECHE_BELENIOS_CACHE, or veche/belenios in the user's cache folder."""
    chosen = os.environ.get("VECHE_BELENIOS_CACHE")
    if chosen:
        return Path(chosen).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "veche" / "belenios"


def fetch(version: str) -> Path:
    """Return the folder of one release, fetching it if need be. Raises CannotFetch."""
    release = RELEASES[version]
    tree = cache_folder() / version
    with _one_at_a_time(tree):
        if not tree.exists():
            _fill(release, tree)
    return tree


def command(version: str) -> list[str]:
    """The command line that runs one release: its loader, its libraries, its program."""
    return _command(fetch(version))


def _command(tree: Path) -> list[str]:
    [loader, *_] = [path for path in sorted(tree.glob("**/ld-linux*.so.*")) if not path.is_symlink()]
    libraries = sorted(
        {str(path.parent) for path in tree.glob("**/lib*.so.*") if path.parent.name.endswith("-linux-gnu")}
    )
    return [str(loader), "--library-path", ":".join(libraries), str(tree / "usr/bin/belenios-tool")]


@contextmanager
def _one_at_a_time(tree: Path) -> Iterator[None]:
    """Hold the lock of one release, so that tests in parallel fetch it once."""
    tree.parent.mkdir(parents=True, exist_ok=True)
    with open(tree.parent / f".{tree.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fill(release: Release, tree: Path) -> None:
    """Fetch and unpack beside `tree`, then rename: a cache that exists is whole."""
    with tempfile.TemporaryDirectory(prefix=f".{release.version}-", dir=tree.parent) as work:
        apt = _Apt(Path(work), release)
        unpacked = Path(work) / "tree"
        unpacked.mkdir()
        for package in apt.download():
            _run(["dpkg-deb", "-x", str(package), str(unpacked)], f"{package.name} cannot be unpacked")
        said = _run([*_command(unpacked), "--version"], f"belenios-tool {release.version} does not start")
        if said.split()[:1] != [release.version]:
            raise CannotFetch(
                f"belenios-tool {release.version} was expected, but the package holds {said.strip()!r}."
            )
        unpacked.rename(tree)


class _Apt:
    """apt with a state of its own in `folder`, reading one suite."""

    def __init__(self, folder: Path, release: Release) -> None:
        self.release = release
        self.archives = folder / "cache" / "archives"
        self.archives.joinpath("partial").mkdir(parents=True)
        folder.joinpath("state", "lists", "partial").mkdir(parents=True)
        status, source = folder / "status", folder / "debian.sources"
        status.write_text("")
        source.write_text(
            f"Types: deb\nURIs: {_mirror(folder)}\nSuites: {release.suite}\nComponents: main\nSigned-By: {_keyring()}\n"
        )
        self.options = _options(
            {
                "Dir::State": folder / "state",
                "Dir::State::status": status,
                "Dir::Cache": folder / "cache",
                "Dir::Etc::sourcelist": source,
                "Dir::Etc::sourceparts": "-",
                "Dir::Etc::preferencesparts": "-",
                "APT::Sandbox::User": "root",  # the unprivileged user cannot enter a private folder
                "APT::Keep-Downloaded-Packages": "true",  # container images throw them away
                "Acquire::Languages": "none",
                "Acquire::Retries": 3,
            }
        )

    def download(self) -> list[Path]:
        """Fetch belenios-tool and all that it needs; return the packages."""
        self._get("update", "--error-on=any")
        self._check_version()
        self._get("install", "--yes", "--no-install-recommends", "--download-only", "belenios-tool")
        return sorted(self.archives.glob("*.deb"))

    def _get(self, *arguments: str) -> None:
        _run(
            ["apt-get", *self.options, "-q", *arguments],
            f"Debian {self.release.suite} cannot be fetched (is there a network?)",
        )

    def _check_version(self) -> None:
        shown = _run(["apt-cache", *self.options, "policy", "belenios-tool"], "apt-cache fails")
        found = re.search(r"Candidate: (\S+)", shown)
        offered = found.group(1) if found else "(none)"
        if re.split(r"[+-]", offered)[0] != self.release.version:
            raise CannotFetch(
                f"Debian {self.release.suite} now carries belenios-tool {offered}, the tests need {self.release.version}: "
                "point VECHE_BELENIOS_CACHE at a folder that holds it, or move the tests to the new release in releases.py."
            )


def _mirror(folder: Path) -> str:
    """The address of the mirror of Debian that this machine's own apt uses."""
    said = _run(
        ["apt-get", "-o", f"Dir::State={folder / 'state'}", "update", "--print-uris"],
        "apt cannot list its sources",
    )
    found = re.search(rf"'(\S+)/dists/(?:{DEBIAN_SUITES})/InRelease'", said)
    if not found:
        raise CannotFetch(
            "apt on this machine reads no mirror of Debian: run the interoperation tests on Debian."
        )
    return found.group(1)


def _keyring() -> Path:
    for path in KEYRINGS:
        if path.exists():
            return path
    raise CannotFetch(
        "Debian's keys are missing on this machine: install the package debian-archive-keyring."
    )


def _options(settings: dict[str, object]) -> list[str]:
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _run(arguments: list[str], complaint: str) -> str:
    """Run a command in plain English; its last line of error goes into CannotFetch."""
    environment = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            arguments, capture_output=True, text=True, env=environment, timeout=TIMEOUT_SECONDS
        )
    except FileNotFoundError:
        raise CannotFetch(f"{arguments[0]} is missing: run the interoperation tests on Debian.") from None
    except subprocess.TimeoutExpired:
        raise CannotFetch(f"{complaint}: no answer in {TIMEOUT_SECONDS} seconds.") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise CannotFetch(f"{complaint}: {last}")
    return done.stdout


if __name__ == "__main__":
    try:
        for known in RELEASES:
            print(known, " ".join(command(known)))
    except CannotFetch as problem:
        sys.exit(str(problem))
