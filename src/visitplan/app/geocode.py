"""Where the addresses of a day are, and which of them somebody has to choose."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.addresses import geocoder
from visitplan.app.opening import read_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.finding import Finding
from visitplan.domain.geocoding import AddressRecord
from visitplan.domain.place import Place
from visitplan.domain.placing import places_of
from visitplan.errors import InputError, OutputError
from visitplan.travel.geocoding.geocoder import Geocoder
from visitplan.travel.geocoding.proposals import is_filled_in, proposals_csv
from visitplan.travel.opening import open_travel

OPEN_FILE = "places-open.csv"
"""Beside the tables of the day; filled in, it becomes the table ``places``."""

Watch = Callable[[int, int], None]
"""Told how many addresses of how many have been looked for."""


class Looked(NamedTuple):
    """What is known of one address, and whose it is: ``case C001``, ``shift A01/1``."""

    record: AddressRecord
    owners: tuple[str, ...]


class Geocoded(NamedTuple):
    """The addresses of a day, in the order of its tables.

    ``file`` holds those that are open, for somebody to choose; None where none is. ``missing`` of
    them were not looked for, because somebody stopped it.
    """

    looked: tuple[Looked, ...]
    findings: tuple[Finding, ...]
    file: Path | None
    missing: int = 0

    @property
    def open(self) -> tuple[Looked, ...]:
        """The addresses without a point."""
        return tuple(each for each in self.looked if each.record.status != "ok")

    @property
    def doubtful(self) -> tuple[Looked, ...]:
        """The addresses with a point that somebody had better look at."""
        return tuple(
            each
            for each in self.looked
            if each.record.status == "ok"
            and (each.record.precision == "interpolated" or not each.record.as_written)
        )

    @property
    def sources(self) -> Counter[str]:
        """How many addresses are known from whom."""
        return Counter(each.record.source for each in self.looked if each.record.status == "ok")


def geocode(
    folder: Path, surroundings: Surroundings, *, watch: Watch = lambda *_: None
) -> Geocoded:
    """Look for every address of a day: pins and coordinates, kept answers, the map, a service.

    Each answer of a service is kept at once, so an interrupt (KeyboardInterrupt) loses none; the
    addresses looked for until then are returned. Those that are open are written beside the tables
    as ``places-open.csv``.

    Raises InputError where the day cannot be read, or that file holds choices that would be lost;
    TravelDataError where the streets or an allowed service cannot be opened; OutputError where the
    file cannot be written.
    """
    reading = read_day(folder)
    _refuse_to_lose_choices(folder / OPEN_FILE)
    travel = open_travel(
        reading.day.travel,
        folder=folder,
        cache=surroundings.cache,
        notify=surroundings.notify,
        now=surroundings.now,
    )
    owners = _owners(places_of(reading.day))
    looked: list[Looked] = []
    with geocoder(reading, travel, surroundings) as asked:
        try:
            for place, whose in owners.items():
                looked.append(Looked(_record(place, asked), tuple(dict.fromkeys(whose))))
                watch(len(looked), len(owners))
        except KeyboardInterrupt:
            return Geocoded(tuple(looked), reading.findings, None, len(owners) - len(looked))
    return Geocoded(tuple(looked), reading.findings, _written(folder, looked))


def _owners(places: Iterable[tuple[str, Place]]) -> dict[Place, list[str]]:
    """Return whose each place is; one address is looked for once."""
    owners: dict[Place, list[str]] = {}
    for owner, place in places:
        owners.setdefault(place, []).append(owner)
    return owners


def _record(place: Place, asked: Geocoder) -> AddressRecord:
    if place.point:
        return AddressRecord(
            query=place.address or "",
            status="ok",
            source="given",
            point=place.point,
            precision="given",
        )
    return asked.record(place.address or "")


def _written(folder: Path, looked: Iterable[Looked]) -> Path | None:
    """Write the open addresses, or take away what an earlier run wrote of them."""
    file = folder / OPEN_FILE
    still_open = [each.record for each in looked if each.record.status != "ok"]
    if still_open:
        output.write_file(file, proposals_csv(still_open))
        return file
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror or 'cannot be removed'}") from error
    return None


def _refuse_to_lose_choices(file: Path) -> None:
    try:
        filled_in = is_filled_in(file.read_bytes())
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror or 'cannot be read'}") from error
    if filled_in:
        raise InputError([_choices_would_be_lost(file)])


def _choices_would_be_lost(file: Path) -> Finding:
    return Finding(
        severity="error",
        code="VP-TR-017",
        file=file.name,
        problem="holds choices, which are read from the table places alone",
        remedy="rename it to places.csv, or move its chosen rows there, and run this again",
    )


def plain_records(looked: Iterable[Looked]) -> Iterator[dict[str, object]]:
    """Yield what is known of each address as plain data."""
    for each in looked:
        yield each.record.model_dump(mode="json") | {"owners": list(each.owners)}
