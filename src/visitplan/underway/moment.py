"""Moments as whole seconds of elapsed time, and back.

Two datetimes of one zone compare by the wall clock, which is wrong while daylight saving ends.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def second_of(moment: datetime) -> int:
    """Return the whole seconds elapsed since 1970 in UTC."""
    return (moment - EPOCH) // timedelta(seconds=1)


class Clock(NamedTuple):
    """Turns elapsed seconds into moments of one zone."""

    zone: ZoneInfo

    def moment(self, second: int) -> datetime:
        """Return the moment of so many seconds since 1970."""
        return (EPOCH + timedelta(seconds=second)).astimezone(self.zone)
