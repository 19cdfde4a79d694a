"""Opening what looks for a day's addresses, as the settings ask for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from visitplan.domain.geocoding import GeocodingSettings
from visitplan.errors import TravelDataError
from visitplan.travel.geocoding.answers import Answers
from visitplan.travel.geocoding.asking import Asker, Time
from visitplan.travel.geocoding.geocoder import AddressIndex, Geocoder, NoIndex

FOLDER, FILE = "addresses", "answers.sqlite"


@runtime_checkable
class KnowsHouseNumbers(Protocol):
    """Travel whose streets come with house numbers."""

    @property
    def address_book(self) -> AddressIndex:
        """The house numbers, to be asked for addresses."""


class Outside(NamedTuple):
    """What looking for addresses needs of the world.

    ``secret`` returns the value of an environment variable, ``now`` an aware moment.
    """

    cache: Path
    notify: Callable[[str], None]
    now: Callable[[], datetime]
    time: Time
    secret: Callable[[str], str | None]


@contextmanager
def open_geocoder(
    settings: GeocodingSettings, travel: object, outside: Outside
) -> Iterator[Geocoder]:
    """Yield what looks for addresses: kept answers, the house numbers of ``travel``, a service.

    The service is left alone unless the settings allow it. Raises TravelDataError when it is
    allowed and cannot be opened.
    """
    asker = _asker(settings, outside) if settings.asks else None
    index = travel.address_book if isinstance(travel, KnowsHouseNumbers) else NoIndex()
    file = outside.cache / FOLDER / FILE
    with Answers(file, _source(settings), notify=outside.notify) as answers:
        yield Geocoder(settings, index=index, answers=answers, asker=asker, now=outside.now)


def _source(settings: GeocodingSettings) -> str:
    """Name whose answers are kept: another server, or another system, answers otherwise."""
    return f"{settings.service} {settings.url or ''} {settings.coordinates or ''}".strip()


def _asker(settings: GeocodingSettings, outside: Outside) -> Asker:
    from visitplan.travel.geocoding.geopy_service import GeopyService  # noqa: PLC0415 - only here

    service = GeopyService(settings, _key(settings, outside.secret))
    return Asker(service, settings, outside.time)


def _key(settings: GeocodingSettings, secret: Callable[[str], str | None]) -> str | None:
    if settings.key_env is None:
        return None
    key = secret(settings.key_env)
    if not key:
        raise TravelDataError(
            f"[geocoding] key_env: the environment variable {settings.key_env} is not set;"
            " set it to the service's key"
        )
    return key
