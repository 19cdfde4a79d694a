"""Dates: whether the planning day is one on which anybody may be visited."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from visitplan.domain.policy import Policy
from visitplan.domain.terms import HolidayCalendar
from visitplan.domain.value import WEEKDAYS
from visitplan.verification.breach import Breach
from visitplan.verification.question import Question


def days_are_no_rest_days(question: Question) -> Iterator[Breach]:
    """Nobody is visited on a weekday of rest."""
    if question.day.weekday in question.policy.rest_days:
        yield Breach("rest_day", f"no visits on a {question.day.weekday}", ("rest_days",))


def days_are_no_holidays(question: Question) -> Iterator[Breach]:
    """Nobody is visited on a holiday: the policy's own, or one of the calendars it names."""
    today, policy = question.day.date, question.policy
    if today in policy.holidays or any(
        _is_holiday(today, each) for each in policy.holiday_calendars
    ):
        yield Breach("holiday", "the day is a holiday", ("holiday_calendars", "holidays"))


def is_working_day(day: date, policy: Policy) -> bool:
    """Tell whether a day is no Saturday, no Sunday, no rest day and no holiday of the policy."""
    name = WEEKDAYS[day.weekday()]
    return name not in {"sat", "sun"} | policy.rest_days and day not in policy.holidays


def _is_holiday(day: date, calendar: HolidayCalendar) -> bool:
    return day not in calendar.excluded and day in _dates(
        calendar.country, calendar.subdivision, day.year
    )


@lru_cache(maxsize=64)
def _dates(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """Return the holidays of a year; where the calendar is not known, every day is one."""
    import holidays  # noqa: PLC0415 - hundreds of calendars

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:
        return frozenset(date.fromordinal(n) for n in _ordinals(year))


def _ordinals(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
