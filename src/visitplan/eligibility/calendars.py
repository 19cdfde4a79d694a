"""Public holidays by calendar: the only place that asks the package ``holidays``."""

from collections.abc import Iterable
from datetime import date, timedelta

from visitplan.domain.terms import HolidayCalendar

REACH = timedelta(days=366)
"""How far from the planning day holidays matter: notices look back, horizons forward."""


def public_holidays(calendars: Iterable[HolidayCalendar], around: date) -> frozenset[date]:
    """Return the holidays of all calendars within a year of a day.

    Raises LookupError for a calendar that is not known.
    """
    return frozenset[date]().union(*(_holidays_of(each, around) for each in calendars))


def is_known(calendar: HolidayCalendar) -> bool:
    """Tell whether there is such a calendar."""
    import holidays  # noqa: PLC0415 - hundreds of calendars

    subdivisions = holidays.list_supported_countries().get(calendar.country)
    if subdivisions is None:
        return False
    return calendar.subdivision is None or calendar.subdivision in subdivisions


def _holidays_of(calendar: HolidayCalendar, around: date) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - hundreds of calendars

    if not is_known(calendar):
        raise LookupError(f"no calendar {calendar.country} {calendar.subdivision or ''}".strip())
    years = range((around - REACH).year, (around + REACH).year + 1)
    dates = holidays.country_holidays(
        calendar.country, subdiv=calendar.subdivision, years=years
    ).keys()
    return frozenset(day for day in dates if abs(day - around) <= REACH) - calendar.excluded
