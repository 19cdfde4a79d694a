"""When somebody may stand at a door: the policy's hours, the approval's, the customer's."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.place import PlaceKind
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan, TimeWindow, intersect
from visitplan.eligibility.daylight import daylight

Hours = tuple[TimeWindow, ...]


def whole_day(day: Day, zone: ZoneInfo) -> TimeWindow:
    """Return the date of the planning day in a zone, from its first second to its last."""
    return TimeWindow(
        opening=_opens(day, time.min, zone), closing=_closes(day, time(23, 59, 59), zone)
    )


def permitted_hours(day: Day, zone: ZoneInfo) -> Hours:
    """Return the policy's hours of the date in a zone: sorted, apart, empty where it has none.

    They are those of the weekday that are also special hours of the date and not quiet hours.
    Hours of the clock that daylight saving skips or repeats are read to the stricter side. Where
    the zone is not the day's own, what lies on another day of the branch is left out.
    """
    weekday = WEEKDAYS[day.date.weekday()]
    hours = _on_the_date(day.policy.permitted_hours.get(weekday, ()), day, zone)
    if day.date in day.policy.special_hours:
        special = day.policy.special_hours[day.date]
        hours = intersect(hours, _on_the_date(special, day, zone))
    if weekday in day.policy.quiet_hours:
        hours = without(hours, _quiet(day.policy.quiet_hours[weekday], day, zone))
    if zone.key == day.time_zone.key:
        return hours
    return intersect(hours, (whole_day(day, day.time_zone),))


def place_hours(kind: PlaceKind, day: Day, zone: ZoneInfo) -> Hours:
    """Return the hours of the date at a kind of place; the whole day where no rule speaks of it."""
    of_kind = day.policy.place_hours.get(kind)
    if of_kind is None:
        return (whole_day(day, zone),)
    return _on_the_date(of_kind.get(WEEKDAYS[day.date.weekday()], ()), day, zone)


def approved_hours(case: Case, today: TimeWindow) -> Hours:
    """Return the part of a day on which the approval holds; empty where it does not.

    Without ``approved_until`` an approval holds until it is withdrawn.
    """
    opening = case.approved_at or today.closing
    closing = case.approved_until or today.closing
    if opening.timestamp() >= closing.timestamp():
        return ()
    return intersect((today,), (TimeWindow(opening=opening, closing=closing),))


def bright_hours(case: Case, day: Day, zone: ZoneInfo) -> Hours:
    """Return the daylight at a case's point; empty where there is none, or no point."""
    point = case.place.point
    return () if point is None else daylight(point, day.date, zone)


def wanted_hours(case: Case, today: TimeWindow) -> Hours:
    """Return the customer's hours, or the whole day of a customer who named none."""
    return merge(case.windows) or (today,)


def whole_stays(wanted: Hours, lawful: Hours, seconds: int) -> Hours:
    """Return the hours that hold a whole stay, each at least ``seconds`` long."""
    if len(wanted) == 1 and any(_covers(window, wanted[0]) for window in lawful):
        return wanted if wanted[0].seconds >= max(1, seconds) else ()
    return tuple(window for window in intersect(wanted, lawful) if window.seconds >= seconds)


def arrivals(wanted: Hours, lawful: Hours, seconds: int) -> Hours:
    """Return the wanted arrivals after which a stay of ``seconds`` still ends in lawful hours.

    A window may be a single moment.
    """
    return tuple(
        TimeWindow(opening=opening, closing=closing)
        for wish in wanted
        for law in lawful
        for opening in [max(wish.opening, law.opening, key=datetime.timestamp)]
        for last_arrival in [_earlier(law.closing, seconds)]
        for closing in [min(wish.closing, last_arrival, key=datetime.timestamp)]
        if opening.timestamp() <= closing.timestamp()
    )


def without(hours: Hours, closed: Sequence[TimeWindow]) -> Hours:
    """Return what of hours is left; a stay may end as the closed hours begin."""
    for each in closed:
        hours = tuple(part for window in hours for part in _parts(window, each))
    return hours


def merge(windows: Iterable[TimeWindow]) -> Hours:
    """Return the same hours sorted and apart; windows that overlap or touch become one."""
    apart: list[TimeWindow] = []
    for window in sorted(windows, key=lambda window: window.opening.timestamp()):
        if apart and window.opening.timestamp() <= apart[-1].closing.timestamp():
            window = _span(apart.pop(), window)  # noqa: PLW2901
        apart.append(window)
    return tuple(apart)


def _parts(window: TimeWindow, closed: TimeWindow) -> Iterable[TimeWindow]:
    """Yield what lies before and after hours that are closed; all of it where they are apart."""
    if not intersect((window,), (closed,)):
        yield window
        return
    if window.opening.timestamp() < closed.opening.timestamp():
        yield TimeWindow(opening=window.opening, closing=closed.opening)
    if closed.closing.timestamp() < window.closing.timestamp():
        yield TimeWindow(opening=closed.closing, closing=window.closing)


def _on_the_date(spans: Iterable[ClockSpan], day: Day, zone: ZoneInfo) -> Hours:
    ends = [(_opens(day, span.opening, zone), _closes(day, span.closing, zone)) for span in spans]
    return merge(
        TimeWindow(opening=opening, closing=closing)
        for opening, closing in ends
        if opening.timestamp() < closing.timestamp()
    )


def _quiet(spans: Iterable[ClockSpan], day: Day, zone: ZoneInfo) -> Hours:
    """Return quiet hours by the readings that make them longest: that is the stricter side."""
    return merge(
        TimeWindow(
            opening=_closes(day, span.opening, zone), closing=_opens(day, span.closing, zone)
        )
        for span in spans
    )


def _covers(outer: TimeWindow, inner: TimeWindow) -> bool:
    return (
        outer.opening.timestamp() <= inner.opening.timestamp()
        and inner.closing.timestamp() <= outer.closing.timestamp()
    )


def _span(first: TimeWindow, second: TimeWindow) -> TimeWindow:
    closing = max(first.closing, second.closing, key=datetime.timestamp)
    return TimeWindow(opening=first.opening, closing=closing)


def _opens(day: Day, clock: time, zone: ZoneInfo) -> datetime:
    return max(_readings(day, clock, zone), key=datetime.timestamp)


def _closes(day: Day, clock: time, zone: ZoneInfo) -> datetime:
    return min(_readings(day, clock, zone), key=datetime.timestamp)


def _readings(day: Day, clock: time, zone: ZoneInfo) -> list[datetime]:
    """Both readings of a clock time: they differ only where daylight saving begins or ends."""
    moments = [datetime.combine(day.date, clock.replace(fold=fold), zone) for fold in (0, 1)]
    # Everything of a day is told by the clock of its branch.
    return [moment.astimezone(UTC).astimezone(day.time_zone) for moment in moments]


def _earlier(moment: datetime, seconds: int) -> datetime:
    # By way of UTC: arithmetic within one zone is that of the wall clock.
    return (moment.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(moment.tzinfo)
