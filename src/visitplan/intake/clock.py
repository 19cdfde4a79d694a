"""Times of the clock: ``9:00``, ``09.00``, ``9am``, ``17h30``, ``17时30分``, ``下午5点半``."""

import re
from datetime import time
from typing import NamedTuple

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError

CLOCK = (
    r"(?:(?:凌晨|早上|上午|中午|下午|晚上) ?)?\d{1,2}"
    r"(?:[:.h]\d{2}(?:[:.]\d{2})?|h|[时時点點](?:\d{1,2}分?|半|钟|鐘|整)?)?"
    r"(?: ?(?:am|pm|a\.m\.|p\.m\.))?(?: ?\+1)?"
)
"""The shape of a clock time, to be found inside of a longer pattern (any case)."""

_PIECES = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|晚上)? ?(?P<hour>\d{1,2})"
    r"(?:[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?|h"
    r"|[时時点點](?:(?P<minutes>\d{1,2})分?|(?P<halfpast>半)|钟|鐘|整)?)?"
    r"(?: ?(?P<meridiem>[ap])\.?m\.?)?(?P<next> ?\+1)?",
    re.ASCII | re.IGNORECASE,
)


class ClockTime(NamedTuple):
    """A time of the clock, ``days`` after the day that is spoken of (24:00 is 1 day after)."""

    time: time
    days: int = 0


def clock_time(text: str) -> ClockTime:
    """Return the time that a text in one width, with single blanks, names."""
    match = _PIECES.fullmatch(text)
    if match is None:
        raise _unreadable("is no time of the clock", "write 09:30 or 17:00")
    minute = 30 if match["halfpast"] else int(match["minute"] or match["minutes"] or 0)
    second = int(match["second"] or 0)
    if second == 60:
        raise _unreadable("is a leap second", "write the second before or after it")
    hour, days = _hour(match), int(bool(match["next"]))
    if (hour, minute, second) == (24, 0, 0):
        return ClockTime(time(), days + 1)
    if hour > 23 or minute > 59 or second > 59:
        raise _unreadable("is no time of the clock", "write 00:00 to 24:00")
    return ClockTime(time(hour, minute, second), days)


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if match["meridiem"]:
        if not 1 <= hour <= 12:
            raise _unreadable("has am or pm beside a 24-hour time", "write one of both")
        return hour % 12 + (12 if match["meridiem"] in "pP" else 0)
    afternoon = match["half"] in ("下午", "晚上") or (match["half"] == "中午" and hour < 11)
    return hour + 12 if afternoon and hour < 12 else hour


def _unreadable(problem: str, remedy: str) -> MisreadError:
    return MisreadError(Code.CLOCK_UNREADABLE, problem, remedy)
