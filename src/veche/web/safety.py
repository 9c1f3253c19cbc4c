"""What a server refuses to start with, because it would put people at risk: one sentence each, with what to do."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

SURE = ("require", "verify-ca", "verify-full")
"""Modes of PostgreSQL's `sslmode` in which nothing is ever sent in the clear."""


class Unsafe(Exception):
    """A setting would put people at risk, or cannot be read: `what` is wrong, at which setting (`where`), and what to do (`advice`)."""

    def __init__(self, what: str, where: str, advice: str) -> None:
        super().__init__(f"{where}: {what}: {advice}")
        self.what, self.where, self.advice = what, where, advice


def switch(name: str, value: str) -> bool:
    """A setting that is on (1) or off (0, or empty). Raises Unsafe for anything else, which might have meant either."""
    if value not in ("", "0", "1"):
        raise Unsafe("neither 1 nor 0", name, "write one of them, or leave it out")
    return value == "1"


def is_here(host: str) -> bool:
    """Whether a name or number is that of this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_hosts(hosts: Sequence[str], https: bool) -> None:
    """Over plain http codes and passphrases can be read on the way, but on this machine and over an onion service.

    Raises Unsafe for any other name without https, for an empty one, and for a pattern: then anyone could give the server a name.
    """
    for host in hosts:
        if not host or "*" in host or host.startswith(".") or set(host) & set(" /:") - {":"}:
            raise Unsafe(
                "not whole names with commas between",
                "VECHE_HOSTS",
                "write each name under which people come",
            )
        if not (https or is_here(host) or host.endswith(".onion")):
            raise Unsafe(
                f"{host} would be served without TLS, and passphrases could be read on the way",
                "VECHE_HOSTS",
                "put a proxy before the server that ends TLS, and set VECHE_HTTPS=1",
            )


def check_address(host: str, https: bool) -> None:
    """Where the server listens. Raises Unsafe where others could come past the proxy that ends TLS, or there is none."""
    if not (https or is_here(host)):
        raise Unsafe(
            "others could come there without TLS",
            host,
            "listen on 127.0.0.1 or a Unix socket; or, behind a proxy that ends TLS, set VECHE_HTTPS=1",
        )


def check_database(address: str) -> None:
    """Raises Unsafe where a PostgreSQL on another machine might be spoken to in the clear."""
    found = urlsplit(address)
    asked = dict(parse_qsl(found.query))
    host = found.hostname or asked.get("host", "")
    if host and not host.startswith("/") and not is_here(host) and asked.get("sslmode") not in SURE:
        raise Unsafe(
            "a database on another machine, and what is sent to it could be read on the way",
            "VECHE_DATABASE",
            "add ?sslmode=verify-full",
        )


def check_key(path: Path) -> None:
    """Raises Unsafe where others on this machine can read the key."""
    if path.exists() and path.stat().st_mode & 0o077:
        raise Unsafe("others on this machine can read it", str(path), f"chmod 600 {path}")
