"""One route as a calendar that phones and mail programs read: an event per stop."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.stop_rows import StopRow, carried_rows, route_of
from visitplan.render.safe_text import plain


def route_ics(plan: Plan, day: Day, shift_id: str) -> bytes:
    """Return a route as iCalendar (RFC 5545); KeyError when the shift has none.

    An event is known by its day and case, so a calendar that reads a newer plan moves its
    events. It says where and when, and neither whom nor why.
    """
    calendar = Calendar()
    calendar.add("PRODID", "-//visitplan//route//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    for row in carried_rows(plan, day, route_of(plan, shift_id)):
        calendar.add_component(_event(plan, row))
    calendar.add_missing_timezones(
        first_date=plan.date - timedelta(days=366), last_date=plan.date + timedelta(days=366)
    )
    data: bytes = calendar.to_ical()
    return data


def _event(plan: Plan, row: StopRow) -> Event:
    event = Event()
    event.add("UID", f"{plan.date}-{quote(row.case.id, safe='')}@visitplan")
    event.add("DTSTAMP", datetime.combine(plan.date, time.min, tzinfo=UTC))
    event.add("DTSTART", _unambiguous(row.arrival))
    event.add("DTEND", _unambiguous(row.departure))
    event.add("SUMMARY", f"Stop {row.number} ({row.case.id})")
    event.add("CLASS", "PRIVATE")
    if row.case.place.address:
        event.add("LOCATION", plain(row.case.place.address))
    if row.case.place.point is not None:
        event.add("GEO", (row.case.place.point.lat, row.case.place.point.lon))
    return event


def _unambiguous(moment: datetime) -> datetime:
    """In the repeated hour, local time means its first pass (RFC 5545, 3.3.5): say UTC there."""
    return moment.astimezone(UTC) if moment.fold else moment
