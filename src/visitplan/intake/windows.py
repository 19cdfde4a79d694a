"""Time windows: ``09:00-12:00; 17:00-19:00``, ``9–12``, ``上午9点至12点``, ``22:00-02:00+1``."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from visitplan.domain.window import ClockSpan, TimeWindow
from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import MOMENT, LocalDay, one_width
from visitplan.intake.words import described, parts

_TO = r"(?:-|–|—|−|~|〜|至|到|to|until|\.\.)"
WINDOW = re.compile(rf"({MOMENT}) ?{_TO} ?({MOMENT})", re.ASCII | re.IGNORECASE)
_AFTERNOON = re.compile("下午|晚上")
_MORNING_HOUR = re.compile(r"(?:0?[1-9]|1[01])(?!\d)", re.ASCII)


def window(value: object, *, on: LocalDay) -> TimeWindow:
    """Return one window that opens before it closes; across midnight only if it says so."""
    match = WINDOW.fullmatch(one_width(value))
    if match is None:
        raise MisreadError(
            Code.WINDOW_UNREADABLE,
            f"holds {described(value)} that is no time window",
            "write 09:00-12:00; several are separated by ;",
        )
    opening, closing = on.moment(match[1]), on.moment(_in_the_same_half(match[1], match[2]))
    # Moments of one zone compare by the clock on the wall; the instants are what counts.
    if opening.timestamp() >= closing.timestamp():
        raise MisreadError(
            Code.WINDOW_INVERTED,
            "has hours that end before they begin, or at once",
            "put the earlier time first; across midnight write 22:00-02:00+1",
        )
    return TimeWindow(opening=opening, closing=closing)


def _in_the_same_half(opening: str, closing: str) -> str:
    """Return the closing with the half of the day said once for both: 下午2点至5点."""
    half = _AFTERNOON.match(opening)
    if half and _MORNING_HOUR.match(closing) and "+1" not in closing:
        return half[0] + closing
    return closing


def windows(value: object, *, on: LocalDay) -> tuple[TimeWindow, ...]:
    """Return every window that a cell lists, as written."""
    return tuple(window(part, on=on) for part in parts(value))


def merged(hours: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    """Return the windows sorted, with those that overlap or touch made one."""
    result: list[TimeWindow] = []
    for each in sorted(hours, key=lambda w: (w.opening.timestamp(), w.closing.timestamp())):
        if result and each.opening.timestamp() <= result[-1].closing.timestamp():
            closing = max(result[-1].closing, each.closing, key=lambda end: end.timestamp())
            result[-1] = TimeWindow(opening=result[-1].opening, closing=closing)
        else:
            result.append(each)
    return tuple(result)


_ANY_DAY = LocalDay(date(2000, 1, 3), ZoneInfo("UTC"))


def clock_span(value: object) -> ClockSpan:
    """Return hours of the wall clock within one day, on whatever date."""
    hours = window(value, on=_ANY_DAY)
    opening, closing = hours.opening, hours.closing
    if opening.date() != closing.date():
        raise MisreadError(
            Code.WINDOW_INVERTED, "does not end on the day it begins", "write 23:59 at the latest"
        )
    return ClockSpan(opening=opening.time(), closing=closing.time())
