"""One geopy service, opened by the settings and asked for one address at a time.

Nothing of the asking is left to geopy but the form of question and answer: it neither tries again
nor waits, follows no redirect, reads no proxy from the environment, and its logs, which quote
addresses, go nowhere.
"""

import inspect
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from geopy import exc
from geopy.adapters import RequestsAdapter
from geopy.geocoders import get_geocoder_for_service
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool

from visitplan.domain.datum import Datum, to_wgs84
from visitplan.domain.geocoding import Candidate, GeocodingSettings
from visitplan.domain.place import Point
from visitplan.errors import TravelDataError
from visitplan.travel.engines.endpoint import Endpoint, Role, connections_to, find_endpoint
from visitplan.travel.geocoding.asking import Refused, Unanswered, Unreadable
from visitplan.travel.geocoding.precision import precision_of

MOST_CANDIDATES = 5
_KEYS = ("api_key", "apikey", "subscription_key", "username")
_NATIVE: dict[str, Datum] = {"baiduv3": "bd09"}
_REFUSALS = (
    exc.GeocoderRateLimited,
    exc.GeocoderQuotaExceeded,
    exc.GeocoderAuthenticationFailure,
    exc.GeocoderInsufficientPrivileges,
    exc.ConfigurationError,
)
_NONSENSE = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError),
    RecursionError,  # lists in lists without end
)
_LOGS = ("geopy", "urllib3")
_ROLE = Role("address service", "[geocoding]")


class _ToOneAddress(HTTPAdapter):
    """Connects to the address that was judged, whatever its name stands for by now."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(max_retries=0)
        self._header, self._connections = endpoint.header, connections_to(endpoint)

    def send(self, request: PreparedRequest, *args: Any, **settings: Any) -> Response:
        """Send a request under the name that was asked for."""
        request.headers["Host"] = self._header
        return super().send(request, *args, **settings)

    def get_connection_with_tls_context(self, *_: Any, **__: Any) -> HTTPConnectionPool:
        """Return the connections."""
        return self._connections

    def cert_verify(self, *_: Any) -> None:
        """Leave certificates to the connections, which know the name and trust the system's."""


class _Adapter(RequestsAdapter):  # type: ignore[misc]  # geopy is not typed
    """One try, by no proxy, and no way to another host."""

    def __init__(self, *, endpoint: Endpoint | None, proxies: Any, ssl_context: Any) -> None:
        del proxies  # those of the environment
        super().__init__(proxies={}, ssl_context=ssl_context, max_retries=0)
        self.session.max_redirects = 0
        if endpoint:
            for scheme in ("http://", "https://"):
                self.session.mount(scheme, _ToOneAddress(endpoint))


class GeopyService:
    """A service that answers with candidates in WGS84."""

    def __init__(self, settings: GeocodingSettings, key: str | None) -> None:
        self._name = str(settings.service)
        self._datum = settings.coordinates or _NATIVE.get(self._name, "wgs84")
        self._geocoder = _opened(settings, key)
        asks = inspect.signature(self._geocoder.geocode).parameters
        self._wanted = {"exactly_one": False} | (
            {"limit": MOST_CANDIDATES} if "limit" in asks else {}
        )

    def __call__(self, address: str) -> tuple[Candidate, ...]:
        """Return what the service knows of an address, best first; nothing where it knows none.

        Raises Refused, Unanswered or Unreadable.
        """
        with _unlogged(), _told_plainly():
            found: Sequence[Any] = self._geocoder.geocode(address, **self._wanted) or ()
            return tuple(self._candidate(address, location) for location in found[:MOST_CANDIDATES])

    def _candidate(self, address: str, location: Any) -> Candidate:
        written = Point(lat=float(location.latitude), lon=float(location.longitude))
        point = to_wgs84(written, self._datum)
        label = " ".join(str(location.address or "").split())[:300]
        precision = precision_of(self._name, location.raw, asked=address, label=label)
        return Candidate(label=label, point=point, precision=precision)


def _opened(settings: GeocodingSettings, key: str | None) -> Any:
    maker = get_geocoder_for_service(str(settings.service))
    takes = inspect.signature(maker.__init__).parameters
    arguments: dict[str, Any] = {
        "timeout": settings.timeout_seconds,
        "user_agent": settings.user_agent,
        "adapter_factory": partial(_Adapter, endpoint=_endpoint(settings)),
    }
    if settings.url:
        arguments |= _at(settings, takes)
    if key:
        arguments |= _with_key(settings, key, takes)
    try:
        return maker(**{name: value for name, value in arguments.items() if name in takes})
    except (exc.GeopyError, TypeError):
        raise TravelDataError(
            f"[geocoding] service = {settings.service}: it cannot be opened;"
            " it may need a key (key_env) or a url"
        ) from None


def _endpoint(settings: GeocodingSettings) -> Endpoint | None:
    """Return where a server of the user's stands; None for a service at its own place."""
    if settings.url is None:
        return None
    return find_endpoint(settings.url, private_network=settings.private_network, role=_ROLE)


def _at(settings: GeocodingSettings, takes: Any) -> dict[str, str]:
    if "domain" not in takes:
        raise TravelDataError(
            f"[geocoding] service = {settings.service}: it stands at one place only; remove url"
        )
    where = urlsplit(str(settings.url))
    scheme = {"scheme": where.scheme} if "scheme" in takes else {}
    return {"domain": where.netloc + where.path.rstrip("/")} | scheme


def _with_key(settings: GeocodingSettings, key: str, takes: Any) -> dict[str, str]:
    name = next((name for name in _KEYS if name in takes), None)
    if name is None:
        raise TravelDataError(
            f"[geocoding] service = {settings.service}: it takes no key; remove key_env"
        )
    return {name: key}


@contextmanager
def _unlogged() -> Iterator[None]:
    logs = [logging.getLogger(name) for name in _LOGS]
    before = [log.level for log in logs]
    try:
        for log in logs:
            log.setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Tell what went wrong in our words: geopy's quote the question and the answer."""
    try:
        yield
    except _REFUSALS as problem:
        wait = getattr(problem, "retry_after", None)
        raise Refused(_REASON.get(type(problem), "it refuses us"), retry_after=wait) from None
    except (exc.GeocoderTimedOut, exc.GeocoderUnavailable) as problem:
        raise Unanswered(_REASON.get(type(problem), "it does not answer")) from None
    except exc.GeocoderParseError:
        raise Unreadable("its answer is not in its format") from None
    except exc.GeocoderServiceError:
        raise Unanswered("it reports an error of its own") from None
    except _NONSENSE:
        raise Unreadable("its answer is not in its format") from None


_REASON: dict[type[Exception], str] = {
    exc.GeocoderRateLimited: "it was asked too often (429)",
    exc.GeocoderQuotaExceeded: "its quota is used up",
    exc.GeocoderAuthenticationFailure: "it does not know the key (401)",
    exc.GeocoderInsufficientPrivileges: "it refuses access (403)",
    exc.ConfigurationError: "it wants other settings",
    exc.GeocoderTimedOut: "it takes too long",
    exc.GeocoderUnavailable: "it cannot be reached",
}
