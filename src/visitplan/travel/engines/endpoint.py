"""Where a server of the settings may stand: what keeps a setting from reaching into the network.

The name is resolved once, each address it stands for is judged, and the connection then goes to
that address and no other: a name that changes its mind leads nowhere else.
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

import urllib3

from visitplan.errors import TravelDataError

_PORTS = {"http": 80, "https": 443}


class Endpoint(NamedTuple):
    """A server: the name it goes by, the address it was found at, and the path it answers under."""

    secure: bool
    host: str
    address: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """What messages call the server."""
        return f"{self.host}:{self.port}"

    @property
    def header(self) -> str:
        """What the header ``Host`` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (
            host
            if self.port == _PORTS["https" if self.secure else "http"]
            else f"{host}:{self.port}"
        )


class Role(NamedTuple):
    """What a server is asked for, and the section of the settings that names it."""

    server: str
    section: str


ROUTING = Role("routing server", "[streets]")


def find_endpoint(url: str, *, private_network: bool, role: Role = ROUTING) -> Endpoint:
    """Return where the server of a URL stands.

    Raises TravelDataError when its name is unknown, or it stands where it may not: link-local and
    reserved addresses (a cloud's metadata service) never; loopback and private addresses only in
    a ``private_network``, and only those may do without https.
    """
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = _port(url, role) or _PORTS[parts.scheme]
    addresses = _addresses(host, port, role)
    for address in addresses:
        if reason := _objection(address, role, secure=secure, private_network=private_network):
            raise TravelDataError(f"the {role.server} {host}:{port} {reason}")
    return Endpoint(secure, host, str(addresses[0]), port, parts.path.rstrip("/"))


def connections_to(endpoint: Endpoint) -> urllib3.HTTPConnectionPool:
    """Return connections to the address that was judged, under the name that was asked for."""
    if not endpoint.secure:
        return urllib3.HTTPConnectionPool(endpoint.address, endpoint.port)
    return urllib3.HTTPSConnectionPool(
        endpoint.address,
        endpoint.port,
        server_hostname=endpoint.host,
        assert_hostname=endpoint.host,
    )


def _port(url: str, role: Role) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        raise TravelDataError(f"the {role.server}'s address has no port of 1 to 65535") from None


def _addresses(
    host: str, port: int, role: Role
) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise TravelDataError(
            f"the {role.server} {host} cannot be found; check url in {role.section} and the network"
        ) from None
    return [_unmapped(str(entry[4][0]).partition("%")[0]) for entry in found]


def _unmapped(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return an address; an IPv4 address in the dress of IPv6 is judged as what it is."""
    address = ipaddress.ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def _objection(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
    role: Role,
    *,
    secure: bool,
    private_network: bool,
) -> str | None:
    """Return why nobody may be asked at an address; None where they may."""
    outlawed = address.is_link_local or address.is_multicast or address.is_unspecified
    if outlawed or (address.is_reserved and not address.is_loopback):
        return (
            f"has a link-local or reserved address, where no {role.server} stands; check url in"
            f" {role.section}"
        )
    if not address.is_global and not private_network:
        return (
            "stands in a private network; write private_network = true in"
            f" {role.section} if it is your own"
        )
    if address.is_global and not secure:
        return (
            "would be asked without encryption, and the places of customers could be read on the"
            " way; write https:// in url"
        )
    return None
