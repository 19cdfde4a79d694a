"""When somebody may stand at a door: the policy's hours, the approval's, the customer's."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow, intersect


def whole_day(day: Day) -> TimeWindow:
    """Return the planning day from its first second to its last."""
    return TimeWindow(opening=_opens(day, time.min), closing=_closes(day, time(23, 59, 59)))


def permitted_hours(day: Day) -> tuple[TimeWindow, ...]:
    """Return the policy's hours on the planning day: sorted, apart, empty where it has none.

    Hours of the clock that daylight saving skips or repeats are read to the stricter side.
    """
    spans = day.policy.permitted_hours.get(day.weekday, ())
    ends = [(_opens(day, span.opening), _closes(day, span.closing)) for span in spans]
    return merge(
        TimeWindow(opening=opening, closing=closing)
        for opening, closing in ends
        if opening.timestamp() < closing.timestamp()
    )


def approved_hours(case: Case, day: Day) -> tuple[TimeWindow, ...]:
    """Return the part of the planning day on which the approval holds; empty where it does not.

    Without ``approved_until`` an approval holds until it is withdrawn.
    """
    today = whole_day(day)
    opening = case.approved_at or today.closing
    closing = case.approved_until or today.closing
    if opening.timestamp() >= closing.timestamp():
        return ()
    return intersect((today,), (TimeWindow(opening=opening, closing=closing),))


def lawful_hours(case: Case, day: Day) -> tuple[TimeWindow, ...]:
    """Return the hours that bound the whole stay, whatever the customer's windows say."""
    return intersect(permitted_hours(day), approved_hours(case, day))


def wanted_hours(case: Case, day: Day) -> tuple[TimeWindow, ...]:
    """Return the customer's hours, or the whole day of a customer who named none."""
    return merge(case.windows) or (whole_day(day),)


def visit_windows(case: Case, day: Day) -> tuple[TimeWindow, ...]:
    """Return the hours left for the visit: for its whole stay, or for the arrival alone.

    With ``window_bounds = "whole"`` each window is at least ``service_seconds`` long. With
    ``"start"`` each holds the arrivals after which the stay still ends in lawful hours; a window
    may then be a single moment.
    """
    if day.policy.window_bounds == "start":
        return _arrival_windows(case, day)
    common = intersect(wanted_hours(case, day), lawful_hours(case, day))
    return tuple(window for window in common if window.seconds >= case.service_seconds)


def _arrival_windows(case: Case, day: Day) -> tuple[TimeWindow, ...]:
    return tuple(
        TimeWindow(opening=opening, closing=closing)
        for wanted in wanted_hours(case, day)
        for lawful in lawful_hours(case, day)
        for opening in [max(wanted.opening, lawful.opening, key=datetime.timestamp)]
        for last_arrival in [_earlier(lawful.closing, case.service_seconds)]
        for closing in [min(wanted.closing, last_arrival, key=datetime.timestamp)]
        if opening.timestamp() <= closing.timestamp()
    )


def merge(windows: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Return the same hours sorted and apart; windows that overlap or touch become one."""
    apart: list[TimeWindow] = []
    for window in sorted(windows, key=lambda window: window.opening.timestamp()):
        if apart and window.opening.timestamp() <= apart[-1].closing.timestamp():
            window = _span(apart.pop(), window)  # noqa: PLW2901
        apart.append(window)
    return tuple(apart)


def _span(first: TimeWindow, second: TimeWindow) -> TimeWindow:
    closing = max(first.closing, second.closing, key=datetime.timestamp)
    return TimeWindow(opening=first.opening, closing=closing)


def _opens(day: Day, clock: time) -> datetime:
    return max(_readings(day, clock), key=datetime.timestamp)


def _closes(day: Day, clock: time) -> datetime:
    return min(_readings(day, clock), key=datetime.timestamp)


def _readings(day: Day, clock: time) -> list[datetime]:
    """Both readings of a clock time: they differ only where daylight saving begins or ends."""
    moments = [
        datetime.combine(day.date, clock.replace(fold=fold), day.time_zone) for fold in (0, 1)
    ]
    return [moment.astimezone(UTC).astimezone(day.time_zone) for moment in moments]


def _earlier(moment: datetime, seconds: int) -> datetime:
    # By way of UTC: arithmetic within one zone is that of the wall clock.
    return (moment.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(moment.tzinfo)
