"""The one converter between aware datetimes outside and whole seconds inside."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.window import TimeWindow


class Horizon(NamedTuple):
    """Elapsed seconds since the planning day's first moment; a day of 23 or 25 hours is one too."""

    midnight: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, day: date, zone: ZoneInfo) -> "Horizon":
        """Start counting at the day's midnight in its zone."""
        return cls(datetime.combine(day, time(), tzinfo=zone).astimezone(UTC), zone)

    def seconds(self, moment: datetime) -> int:
        """Return whole elapsed seconds; a fraction is dropped."""
        return (moment.astimezone(UTC) - self.midnight) // timedelta(seconds=1)

    def moment(self, seconds: int) -> datetime:
        """Return the aware moment, in the day's zone."""
        return (self.midnight + timedelta(seconds=seconds)).astimezone(self.zone)

    def span(self, window: TimeWindow) -> tuple[int, int]:
        """Return opening and closing in seconds, both included."""
        return self.seconds(window.opening), self.seconds(window.closing)
