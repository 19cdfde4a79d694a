"""The places of a day, taken out and put back."""

from collections.abc import Callable, Iterator

from visitplan.domain.day import Day
from visitplan.domain.place import Place


def places_of(day: Day) -> Iterator[tuple[str, Place]]:
    """Yield every place with whose it is: ``case C001``, ``shift A01/1``."""
    for case in day.cases:
        yield f"case {case.id}", case.place
    for shift in day.shifts:
        yield f"shift {shift.id}", shift.start
        if shift.end and shift.end != shift.start:
            yield f"shift {shift.id}", shift.end


def with_places(day: Day, found: Callable[[Place], Place]) -> Day:
    """Return the day with each place of a case, and each end of a shift, as it was found."""
    cases = tuple(case.model_copy(update={"place": found(case.place)}) for case in day.cases)
    shifts = tuple(
        shift.model_copy(
            update={"start": found(shift.start), "end": found(shift.end) if shift.end else None}
        )
        for shift in day.shifts
    )
    return day.model_copy(update={"cases": cases, "shifts": shifts})


def with_places_as_in(known: Day, day: Day) -> Day:
    """Return the day with points from another day for addresses that have none here."""
    points = {place.address: place for _, place in places_of(known) if place.point}

    def found(place: Place) -> Place:
        return place if place.point else points.get(place.address, place)

    return with_places(day, found)
