"""Moments: a date and a clock time in the day's zone, daylight saving respected."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as calendar_day
from zoneinfo import ZoneInfo

from visitplan.intake.clock import CLOCK, ClockTime, clock_time
from visitplan.intake.codes import Code
from visitplan.intake.dates import DATE, calendar_date
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import described

_OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})"
MOMENT = rf"(?:{DATE}(?:T| ){CLOCK} ?{_OFFSET}?|{CLOCK})"
"""The shape of a moment: a clock time, or a date with one and perhaps an offset."""

_PIECES = re.compile(rf"(?:({DATE})(?:T| ))?({CLOCK}) ?({_OFFSET})?", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(MOMENT, re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class LocalDay:
    """The planning day where it is lived."""

    date: calendar_day
    zone: ZoneInfo

    def moment(self, value: object) -> datetime:
        """Return a moment in the zone; a clock time alone is on this day.

        An offset in the text is kept as the instant it names. Raises MisreadError for a time
        that daylight saving skips, or one that it repeats and no offset tells apart.
        """
        if isinstance(value, time):
            return self.at(ClockTime(value))
        if isinstance(value, datetime):
            return self._of_datetime(value)
        return self._of_text(one_width(value))

    def at(self, clock: ClockTime, on: calendar_day | None = None) -> datetime:
        """Return the moment of a clock time on a date (default: this day)."""
        on = (on or self.date) + timedelta(days=clock.days)
        return self._localized(datetime.combine(on, clock.time))

    def start_of(self, value: object) -> datetime:
        """Return a moment; a date alone means its first second."""
        return self._date_or_moment(value, time())

    def end_of(self, value: object) -> datetime:
        """Return a moment; a date alone means its last second."""
        return self._date_or_moment(value, time(23, 59, 59))

    def _date_or_moment(self, value: object, clock: time) -> datetime:
        if isinstance(value, calendar_day) and not isinstance(value, datetime):
            return self.at(ClockTime(clock), calendar_date(value))
        if isinstance(value, datetime | time):
            return self.moment(value)
        text = one_width(value)
        if re.fullmatch(DATE, text, re.ASCII):
            return self.at(ClockTime(clock), calendar_date(text))
        if not re.match(DATE, text, re.ASCII):
            calendar_date(text)
        return self._of_text(text)

    def _of_datetime(self, value: datetime) -> datetime:
        calendar_date(value)
        whole = value.replace(microsecond=0)
        return whole.astimezone(self.zone) if whole.tzinfo else self._localized(whole)

    def _of_text(self, text: str) -> datetime:
        match = _PIECES.fullmatch(text) if _WHOLE.fullmatch(text) else None
        if match is None:
            raise MisreadError(
                Code.CLOCK_UNREADABLE,
                f"is {described(text)} that is no time",
                "write 09:30, or 2026-11-24 09:30",
            )
        on = calendar_date(match[1]) if match[1] else self.date
        clock = clock_time(match[2])
        if match[3]:
            return self._at_offset(datetime.combine(on, clock.time), clock.days, match[3])
        return self.at(clock, on)

    def _at_offset(self, naive: datetime, days: int, offset: str) -> datetime:
        try:
            zone = datetime.strptime(offset.upper(), "%z").tzinfo
        except ValueError:
            raise MisreadError(
                Code.CLOCK_UNREADABLE, "has an offset that does not exist", "write it as +02:00"
            ) from None
        return (naive + timedelta(days=days)).replace(tzinfo=zone).astimezone(self.zone)

    def _localized(self, naive: datetime) -> datetime:
        early, late = (naive.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if early.utcoffset() == late.utcoffset():
            return early
        if early.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != naive:
            raise MisreadError(
                Code.CLOCK_SKIPPED,
                "is a time that daylight saving skips on this day",
                f"write {late.astimezone(UTC).astimezone(self.zone):%H:%M} or a later time",
            )
        raise MisreadError(
            Code.CLOCK_REPEATED,
            "is a time that daylight saving repeats on this day",
            f"write it with its offset: {early.isoformat()} or {late.isoformat()}",
        )


def one_width(value: object) -> str:
    """Return a text in one width with single blanks."""
    if not isinstance(value, str):
        raise MisreadError(
            Code.CLOCK_UNREADABLE, f"is {described(value)}, not a time", "write it as 09:30"
        )
    return " ".join(unicodedata.normalize("NFKC", value).split())
