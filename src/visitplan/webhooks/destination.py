"""Where a message may go: to a public address by TLS, so that nobody points us at our own house.

An address is resolved once, and what was found allowed is what is connected to: a name that
means something else a moment later leads nowhere new.
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

LONGEST = 2_000


class UnfitAddressError(Exception):
    """Nothing is sent to such an address; ``reason`` says why, in a word of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Destination(NamedTuple):
    """Whom to connect to, and what to ask for there.

    ``ip`` is the address that was resolved and allowed, ``authority`` the name and port as the
    receiver knows them.
    """

    is_tls: bool
    host: str
    ip: str
    port: int
    path: str
    authority: str


def fault_of(url: str, *, loopback: bool) -> str:
    """Return why an address can never be sent to, as far as its text tells; empty where it can."""
    try:
        parts = _parsed(url)
        _require_scheme(parts, loopback=loopback)
        address = _literal(parts.hostname or "")
        if address is not None:
            _require_public(address, loopback=loopback)
    except UnfitAddressError as unfit:
        return unfit.reason
    return ""


def destination(url: str, *, loopback: bool) -> Destination:
    """Resolve an address once; UnfitAddressError where any of what it means is not allowed.

    ``loopback`` allows this machine itself, without TLS too; no other private address.
    """
    parts = _parsed(url)
    _require_scheme(parts, loopback=loopback)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    found = _resolved(host, port)
    for address in found:
        _require_public(address, loopback=loopback)
    if not is_tls and not all(address.is_loopback for address in found):
        raise UnfitAddressError("not https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    authority = parts.netloc
    return Destination(is_tls, host, str(found[0]), port, path, authority)


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _parsed(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UnfitAddressError("not an address") from None
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if not is_plain or not parts.hostname or parts.port == 0 or parts.fragment:
        raise UnfitAddressError("not an address")
    if parts.username is not None or parts.password is not None:
        raise UnfitAddressError("carries a password")
    return parts


def _require_scheme(parts: SplitResult, *, loopback: bool) -> None:
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise UnfitAddressError("not https")


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnfitAddressError("unknown name") from None
    return [ipaddress.ip_address(str(each[4][0]).split("%")[0]) for each in found]


def _require_public(address: Address, *, loopback: bool) -> None:
    """Refuse private, link-local, metadata and multicast addresses, however they are wrapped."""
    inner = _unwrapped(address)
    if loopback and inner.is_loopback:
        return
    if not inner.is_global or inner.is_multicast:
        raise UnfitAddressError("private address")


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one carries, or else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    teredo = address.teredo[1] if address.teredo else None
    nat64 = ipaddress.IPv6Network("64:ff9b::/96")
    carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in nat64 else None
    return address.ipv4_mapped or address.sixtofour or teredo or carried or address
