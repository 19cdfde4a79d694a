"""The addresses of a day, looked for wherever the settings allow, before streets are."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from visitplan.app.surroundings import Surroundings
from visitplan.domain.finding import Finding
from visitplan.domain.geocoding import AddressRecord
from visitplan.domain.place import Place
from visitplan.domain.placing import with_places
from visitplan.domain.travel import Travel
from visitplan.intake.reading import Reading
from visitplan.travel.geocoding.asking import Time
from visitplan.travel.geocoding.geocoder import MAP, Geocoder
from visitplan.travel.geocoding.opening import Outside, open_geocoder

_AGAIN = "run visitplan geocode again later, which asks for these alone; or give coordinates"
_CHOOSE = "visitplan geocode lists them, to be chosen in places.csv; or give coordinates"


@contextmanager
def geocoder(reading: Reading, travel: Travel, surroundings: Surroundings) -> Iterator[Geocoder]:
    """Yield what looks for the addresses of a day.

    Raises TravelDataError when a service is allowed and cannot be opened.
    """
    outside = Outside(
        cache=surroundings.cache,
        notify=surroundings.notify,
        now=surroundings.now,
        time=Time(time.monotonic, time.sleep),
        secret=surroundings.secret,
    )
    with open_geocoder(reading.geocoding, travel, outside) as opened:
        yield opened


def with_addresses(reading: Reading, travel: Travel, surroundings: Surroundings) -> Reading:
    """Return the reading with points for addresses that a service knows, and the map does not.

    What the map knows is left to whoever locates places on its streets. Without a service in the
    settings there is nothing to do. Raises what ``geocoder`` raises.
    """
    if reading.geocoding.service is None:
        return reading
    records: dict[str, AddressRecord] = {}
    surroundings.notify("looking for addresses")
    with geocoder(reading, travel, surroundings) as asked:

        def found(place: Place) -> Place:
            if place.point or not place.address:
                return place
            if place.address not in records:
                records[place.address] = asked.record(place.address)
            return _at(place, records[place.address])

        day = with_places(reading.day, found)
    findings = reading.findings + tuple(_findings(tuple(records.values())))
    return reading._replace(day=day, findings=findings)


def _at(place: Place, record: AddressRecord) -> Place:
    if record.status != "ok" or record.source == MAP:
        return place
    return place.model_copy(update={"point": record.point, "precision": record.precision})


def _findings(records: Iterable[AddressRecord]) -> Iterator[Finding]:
    """Yield what is to be said of the service; of each place the streets' own findings tell."""
    unasked = Counter(record.reason for record in records if record.status == "error")
    for reason, count in unasked.items():
        yield _warning("VP-TR-015", f"{count} addresses have no answer: {reason}", _AGAIN)
    choices = sum(record.status == "ambiguous" for record in records)
    if choices:
        yield _warning("VP-TR-016", f"{choices} addresses may mean several places", _CHOOSE)


def _warning(code: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="warning",
        code=code,
        file="day.toml",
        column="geocoding",
        problem=f"the address service: {problem}",
        remedy=remedy,
    )
