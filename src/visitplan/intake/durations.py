"""Lengths of time: ``15``, ``15 min``, ``0:15``, ``1h30``, ``4h``, ``15分钟``."""

import re
import unicodedata
from datetime import time, timedelta
from decimal import Decimal

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import described

_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_BARE = re.compile(_NUMBER, re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_UNITS = re.compile(
    rf"(?:({_NUMBER}) ?(?:h|hrs?|hours?|小时|小時))? ?"
    rf"(?:({_NUMBER}) ?(?:m|mins?|minutes?|分|分钟|分鐘)?)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 24 * 3600
MINUTE, HOUR = 60, 3600


def seconds_of(value: object, *, unit: int) -> int:
    """Return whole seconds from 0 to 24 hours; a bare number counts ``unit`` seconds each."""
    seconds = _from_cell(value) if isinstance(value, time | timedelta) else _from_text(value, unit)
    if not 0 <= seconds <= _LONGEST:
        raise MisreadError(
            Code.NUMBER_OUT_OF_RANGE, "is longer than a day or negative", "write 0 to 24 hours"
        )
    return round(seconds)


def minutes(value: object) -> int:
    """Return seconds; a bare number is minutes."""
    return seconds_of(value, unit=MINUTE)


def hours(value: object) -> int:
    """Return seconds; a bare number is hours."""
    return seconds_of(value, unit=HOUR)


def _from_cell(value: time | timedelta) -> Decimal:
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return Decimal(round(value.total_seconds()))


def _from_text(value: object, unit: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise _unreadable(value)
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if _BARE.fullmatch(text):
        return Decimal(text) * unit
    if match := _CLOCK.fullmatch(text):
        hour, minute, second = (int(part or 0) for part in match.groups())
        return Decimal(hour * 3600 + minute * 60 + second)
    if text and (match := _UNITS.fullmatch(text)):
        hour_part, minute_part = (Decimal(part or 0) for part in match.groups())
        return hour_part * 3600 + minute_part * 60
    raise _unreadable(value)


def _unreadable(value: object) -> MisreadError:
    return MisreadError(
        Code.DURATION_UNREADABLE,
        f"is {described(value)} that is no length of time",
        "write 15 min, 0:15 or 1h30",
    )
