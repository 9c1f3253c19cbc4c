"""Addresses of this machine in networks around it: where phones find a laptop that is their hotspot. Linux tells them; elsewhere none is found."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys

SIOCGIFADDR = 0x8915


def own_addresses() -> list[str]:
    """Private IPv4 addresses, without this machine's own loop."""
    found = [_address_of(name) for _, name in socket.if_nameindex()]
    return [one for one in found if one and _is_around(one)]


def _is_around(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return known.is_private and not known.is_loopback and not known.is_link_local


def _address_of(name: str) -> str:
    """Of one interface; empty where it has none."""
    if not sys.platform.startswith("linux"):
        return ""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            answer = fcntl.ioctl(asking, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
        except OSError:
            return ""
    return socket.inet_ntoa(answer[20:24])
