"""How a house is served: its address, its limits, its hours."""

from datetime import timedelta
from urllib.parse import urlsplit

from visitplan.domain.value import Value

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MEGABYTE = 1_000_000
UPLOAD = 20 * MEGABYTE
"""The largest body, in bytes, of a request to a route that takes files."""


class WebSettings(Value):
    """How a house is served.

    Parameters
    ----------
    public_url
        Where people reach it, as they type it; its path is the part that a proxy puts in front.
        None is this machine alone, whatever its port, without TLS.
    idle, absolute
        How long a sign-in outlives its last request, and its first.
    invitation
        How long a link that invites a user may be used.
    body
        The largest body of a request, in bytes, where the route does not allow more.
    requests, requests_unknown
        How many requests a minute somebody may make whom we know, and an address of whom we
        know nothing, before they are told to wait.
    webhooks_to_loopback
        Whether webhooks may lead to this machine itself, without TLS too; for trying them.
    """

    public_url: str | None = None
    idle: timedelta = timedelta(hours=2)
    absolute: timedelta = timedelta(hours=12)
    invitation: timedelta = timedelta(days=2)
    body: int = MEGABYTE
    requests: int = 1_200
    requests_unknown: int = 240
    webhooks_to_loopback: bool = False

    @property
    def secure(self) -> bool:
        """Whether people come by TLS, so that cookies may insist on it."""
        return self.public_url is not None and urlsplit(self.public_url).scheme == "https"

    @property
    def root(self) -> str:
        """The path that stands before every path of ours: empty, or ``/visits``."""
        return urlsplit(self.public_url or "").path.rstrip("/")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that this house answers to, so that no foreign name can be pointed at it."""
        host = urlsplit(self.public_url or "").hostname
        return (host, *LOOPBACK) if host else LOOPBACK
