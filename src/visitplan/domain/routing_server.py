"""A server of the user's choice that knows the streets."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.value import Mode, Value

ServerUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#@\\]+(/[^\s?#@\\]*)?$", max_length=500)]
"""Where a server stands: scheme, host, perhaps a port and a path; no user, no query."""

Profile = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class RoutingServer(Value):
    """Where the server stands for each mode, and how much is asked of it.

    Nothing but coordinates is sent. ``profiles`` are the server's own names of the modes (OSRM's
    profile, Valhalla's costing). Of a matrix at most ``points_per_request`` origins and as many
    destinations are asked for at a time: OSRM's default limit is 100 coordinates, Valhalla's 2,500
    pairs. All requests of one matrix, with what is tried again, take at most ``budget_seconds``.
    What it answers is kept for ``keep_days`` on this machine, by places to 0.1 m, and not asked for
    again; 0 keeps nothing. A server in a ``private_network`` may have a loopback or private address
    and do without TLS; any other has a public address and https.
    """

    urls: Annotated[dict[Mode, ServerUrl], Field(min_length=1)]
    profiles: dict[Mode, Profile] = Field(default_factory=dict)
    points_per_request: Annotated[int, Field(ge=1, le=10_000)] = 50
    budget_seconds: Annotated[float, Field(gt=0, le=3_600)] = 60.0
    keep_days: Annotated[int, Field(ge=0, le=365)] = 7
    private_network: bool = False
