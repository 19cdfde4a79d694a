"""The addresses of a day, looked for wherever the settings allow, before streets are."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from visitplan.app.surroundings import Surroundings
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.geocoding import AddressRecord
from visitplan.domain.place import Place
from visitplan.domain.placing import places_of, with_places
from visitplan.domain.travel import Travel
from visitplan.intake.reading import Reading
from visitplan.travel.geocoding.asking import Time
from visitplan.travel.geocoding.geocoder import MAP, Geocoder
from visitplan.travel.geocoding.opening import Outside, open_geocoder

_AGAIN = "run visitplan geocode again later, which asks for these alone; or give coordinates"
_LOOK = "look at them on the map; a point in places.csv, or coordinates, settle it"
_CHOOSE = "visitplan geocode lists them, to be chosen in places.csv; or give coordinates"

MOST_OWNERS = 6
"""So many are named in one finding; visitplan geocode lists all."""


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
    roughly = tuple(_rough(reading.day, records))
    findings = (*reading.findings, *_findings(tuple(records.values())), *roughly)
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


def _rough(day: Day, records: Mapping[str, AddressRecord]) -> Iterator[Finding]:
    """Yield whose address the service put beside its neighbours; of the map's, the streets tell."""
    owners = [
        owner
        for owner, place in places_of(day)
        if not place.point
        and (record := records.get(place.address or ""))
        and record.status == "ok"
        and record.source != MAP
        and record.precision == "interpolated"
    ]
    if owners:
        shown = ", ".join(dict.fromkeys(owners[:MOST_OWNERS]))
        more = f" and {len(owners) - MOST_OWNERS} more" if len(owners) > MOST_OWNERS else ""
        problem = f"it knows only about where these addresses are: {shown}{more}"
        yield _warning("VP-TR-018", problem, _LOOK)


def _warning(code: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="warning",
        code=code,
        file="day.toml",
        column="geocoding",
        problem=f"the address service: {problem}",
        remedy=remedy,
    )
