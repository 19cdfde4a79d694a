"""Addresses that were looked for: who may be asked, and what came of each."""

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from visitplan.domain.datum import Datum
from visitplan.domain.place import Point
from visitplan.domain.routing_server import ServerUrl
from visitplan.domain.value import Value

Service = Literal[
    "arcgis", "azure", "baiduv3", "banfrance", "bing", "databc", "geocodeearth", "geocodio",
    "geokeo", "geolake", "geonames", "googlev3", "herev7", "ignfrance", "mapbox", "mapquest",
    "maptiler", "nominatim", "opencage", "openmapquest", "pelias", "photon", "pickpoint", "tomtom",
    "woosmap", "yandex",
]  # fmt: skip
"""Services that find addresses, by geopy's names: those that a URL and one key open."""


KeyName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$")]
"""The name of an environment variable."""


class GeocodingSettings(Value):
    """Who may be asked for addresses that nobody here knows; off unless ``allow`` says so.

    Nothing but the address is sent, at most ``rate`` questions a second and ``budget`` questions
    a run, what is tried again included. ``key_env`` names the environment variable that holds the
    key; the key itself stands nowhere. An answer is kept for ``keep_days``. ``coordinates`` is the
    system that the service answers in; None is the one it is known for. A service in a
    ``private_network`` may have a loopback or private address and do without TLS.
    """

    service: Service | None = None
    allow: bool = False
    url: ServerUrl | None = None
    key_env: KeyName | None = None
    user_agent: Annotated[str, Field(min_length=1, max_length=200)] = "visitplan"
    rate: Annotated[float, Field(gt=0, le=1000)] = 1.0
    budget: Annotated[int, Field(ge=1, le=1_000_000)] = 2000
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0
    keep_days: Annotated[int, Field(ge=0, le=3650)] = 30
    coordinates: Datum | None = None
    private_network: bool = False

    @property
    def asks(self) -> bool:
        """Whether anybody may be asked at all."""
        return self.allow and self.service is not None


Precision = Literal["given", "exact", "interpolated", "street", "area"]
"""``given`` by the input; the very house; beside its neighbours; only its street; only its town."""

VISITABLE: frozenset[Precision] = frozenset({"given", "exact", "interpolated"})
"""Good enough to send somebody there."""


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


Label = Annotated[str, AfterValidator(_printable)]
"""Text of strangers without what would move a cursor or turn a line round."""


class Candidate(Value):
    """A place that an address may mean, as its source writes it."""

    label: Label
    point: Point
    precision: Precision


class AddressRecord(Value):
    """What is known of one address.

    ``source`` is who knew: ``given`` (a pin or coordinates in the tables), ``map`` (the extract's
    house numbers) or the name of a service. ``at`` is when a service said so; ``kept`` whether it
    did in an earlier run. With the status ``ok`` there is a ``point`` to plan with; ``ambiguous``
    lists ``candidates`` for somebody to choose from; ``error`` means that nobody could be asked,
    and that another run may know. ``label`` is how the source writes what it found, and
    ``as_written`` False where the map spells it otherwise than asked. ``reason`` says in plain
    words why there is no point.
    """

    query: str
    status: Literal["ok", "ambiguous", "not_found", "error"]
    source: str
    point: Point | None = None
    precision: Precision | None = None
    at: AwareDatetime | None = None
    kept: bool = False
    label: Label | None = None
    as_written: bool = True
    candidates: tuple[Candidate, ...] = ()
    reason: str | None = None
