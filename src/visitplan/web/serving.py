"""The server itself: uvicorn, told to log nothing of anybody."""

import logging
import socket
from typing import NamedTuple

import uvicorn

from visitplan.errors import OutputError
from visitplan.web.factory import make_app
from visitplan.web.house import House

BACKLOG = 512


class Place(NamedTuple):
    """Where a house is served, and whose word on where requests come from is taken."""

    host: str
    port: int
    trusted_proxies: str | None = None


def listener_at(place: Place) -> socket.socket:
    """Return a socket that listens at a place.

    Raises OutputError when it is taken, or not ours to take.
    """
    try:
        return socket.create_server((place.host, place.port), backlog=BACKLOG, reuse_port=False)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no such address"
        raise OutputError(f"cannot serve at {place.host}:{place.port}: {reason}") from None


def serve(house: House, listener: socket.socket, place: Place) -> None:
    """Serve a house until somebody stops it; requests that are being answered are finished."""
    config = uvicorn.Config(
        make_app(house),
        lifespan="off",
        root_path=house.settings.root,
        proxy_headers=place.trusted_proxies is not None,
        forwarded_allow_ips=place.trusted_proxies,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listener])


def log_to_screen() -> None:
    """Write what is logged of requests and defects to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("visitplan").setLevel(logging.INFO)
