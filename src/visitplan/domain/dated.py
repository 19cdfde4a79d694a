"""Travel by the clock, put on dates: from hours of any day to moments of these days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from visitplan.domain.travel import Period, TravelMatrix


def dated(matrix: TravelMatrix, first: date, last: date, zone: ZoneInfo) -> TravelMatrix:
    """Return the matrix with its periods on each date from the first to the last.

    They begin by the clock in ``matrix``, at seconds since 1970 in the answer; what holds on the
    first morning holds before, what holds on the last evening afterwards. Where the clock is put
    forward over the beginning of a period, it begins with what the clock shows next; where it is
    put back, a period begins when its hour comes first.
    """
    if not matrix.later:
        return matrix
    kept: list[Period] = []
    for period in _on_each(matrix, first, last, zone):
        while kept and kept[-1].begins >= period.begins:
            kept.pop()  # the clock skipped what came before
        kept.append(period)
    _, seconds, metres = kept[0]
    return TravelMatrix(matrix.points, seconds, metres, tuple(kept[1:]))


def moved(matrix: TravelMatrix, seconds: int) -> TravelMatrix:
    """Return a dated matrix with every period so many seconds later."""
    if not matrix.later:
        return matrix
    later = tuple(each._replace(begins=each.begins + seconds) for each in matrix.later)
    return replace(matrix, later=later)


def _on_each(matrix: TravelMatrix, first: date, last: date, zone: ZoneInfo) -> Iterator[Period]:
    for days in range((last - first).days + 1):
        midnight = datetime.combine(first + timedelta(days=days), time(), tzinfo=zone)
        for period in matrix.periods:
            moment = midnight + timedelta(seconds=period.begins)
            yield period._replace(begins=int(moment.timestamp()))
