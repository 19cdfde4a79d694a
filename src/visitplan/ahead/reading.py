"""Which days are planned at once, and what holds on each of them."""

from collections.abc import Callable
from datetime import date, timedelta

from visitplan.domain.day import Day
from visitplan.domain.placing import with_places_as_in
from visitplan.intake.reading import Reading

ReadOn = Callable[[date], Reading]


def read_days(first: Reading, read_on: ReadOn, count: int) -> tuple[Reading, ...]:
    """Return ``count`` working days from the first on, or as many as the next weeks have.

    Pins are those of the first reading, on every day. The first day alone, working or not, where
    no day works.
    """
    found = [first] if is_working(first.day) else []
    for ahead in range(1, 7 * count + 14):
        if len(found) == count:
            break
        reading = pinned_as(first, read_on(first.day.date + timedelta(days=ahead)))
        if is_working(reading.day):
            found.append(reading)
    return tuple(found) or (first,)


def pinned_as(first: Reading, later: Reading) -> Reading:
    """Return the reading of a later day with what is pinned, and what addresses were found."""
    day = with_places_as_in(first.day, later.day)
    return later._replace(day=day.model_copy(update={"pins": first.day.pins}))


def is_working(day: Day) -> bool:
    """Tell whether the policy permits visits that day, and somebody is on duty."""
    policy = day.policy
    return (
        day.weekday not in policy.rest_days
        and day.date not in policy.holidays
        and bool(policy.permitted_hours.get(day.weekday))
        and any(shift.hours.opening.date() == day.date for shift in day.shifts)
    )
