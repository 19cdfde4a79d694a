"""Travel by the week's clock, put on dates: from hours of weekdays to moments of these days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from visitplan.domain.street_hours import MIDNIGHT, WEEK
from visitplan.domain.travel import Period, TravelMatrix


def dated(matrix: TravelMatrix, first: date, last: date, zone: ZoneInfo) -> TravelMatrix:
    """Return the matrix with its periods on each date from the first to the last.

    They begin by the week's clock in ``matrix``, at seconds since 1970 in the answer; what holds
    on the first morning holds before, what holds on the last evening afterwards. Where the clock
    is put forward over the beginning of a period, it begins with what the clock shows next; where
    it is put back, a period begins when its hour comes first. A matrix that is on dates already is
    put on these instead.
    """
    week = matrix.week or matrix
    if not week.later:
        return week
    kept: list[Period] = []
    for period in _on_each(week, first, last, zone):
        while kept and kept[-1].begins >= period.begins:
            kept.pop()  # the clock skipped what came before
        if not kept or kept[-1].seconds is not period.seconds:
            kept.append(period)
    _, seconds, metres = kept[0]
    return TravelMatrix(week.points, seconds, metres, tuple(kept[1:]), week)


def _on_each(matrix: TravelMatrix, first: date, last: date, zone: ZoneInfo) -> Iterator[Period]:
    """Yield what holds at each midnight, and what begins later on the day."""
    ends = [*(period.begins for period in matrix.later), WEEK]
    for days in range((last - first).days + 1):
        day = first + timedelta(days=days)
        midnight = datetime.combine(day, time(), tzinfo=zone)
        since = day.weekday() * MIDNIGHT
        for period, end in zip(matrix.periods, ends, strict=True):
            if period.begins < since + MIDNIGHT and end > since:
                moment = midnight + timedelta(seconds=max(period.begins - since, 0))
                yield period._replace(begins=int(moment.timestamp()))
