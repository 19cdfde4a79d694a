"""ICS: an event per stop, in the branch's zone, with where and when and no more."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from builders import at
from unit.render.exports_sample import DEBTORS_NAME, HOSTILE, a_hostile_day, a_hostile_plan
from unit.verification.edits import edited, in_case, in_stop, later
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.route_ics import route_ics


def events(plan: Plan, day: Day, shift_id: str = "A01/1") -> list[Event]:
    return Calendar.from_ical(route_ics(plan, day, shift_id)).events


def test_every_stop_is_an_event_in_the_branchs_zone() -> None:
    calendar = Calendar.from_ical(route_ics(a_full_plan(), a_full_day(), "A01/1"))
    assert [str(event["SUMMARY"]) for event in calendar.events] == [
        "Stop 1 (C001)",
        "Stop 2 (C002)",
        "Stop 3 (C003)",
    ]
    first = calendar.events[0]
    assert (first.start, first.end) == (at("10:00"), at("10:15"))
    assert first["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Helsinki"]
    assert (first["GEO"].latitude, first["GEO"].longitude) == (60.166, 24.94)


def test_an_event_keeps_its_name_when_the_plan_changes() -> None:
    moved = in_stop(a_full_plan(), 0, 0, arrival=later(at("10:00"), 600))
    before, after = events(a_full_plan(), a_full_day()), events(moved, a_full_day())
    assert before[0].start != after[0].start
    assert [event["UID"] for event in before] == [event["UID"] for event in after]


def test_equal_plans_give_equal_bytes() -> None:
    data = route_ics(a_full_plan(), a_full_day(), "A01/1")
    assert data == route_ics(a_full_plan(), a_full_day(), "A01/1")
    stamp = Calendar.from_ical(data).events[0]["DTSTAMP"].dt
    assert stamp == datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_text_is_a_place_and_nothing_else(text: str) -> None:
    found = events(a_hostile_plan(text), a_hostile_day(text))
    assert len(found) == 3
    shown = text.translate({0: "�", 7: "�", 9: " ", 10: " ", 13: " "})
    assert {str(event["LOCATION"]) for event in found} == {shown}


def test_nobody_is_named() -> None:
    data = route_ics(a_hostile_plan(), a_hostile_day("somewhere"), "A01/1")
    assert DEBTORS_NAME.encode() not in data


def test_a_stop_without_address_or_point_is_still_an_event() -> None:
    day = a_full_day()
    day = in_case(day, "C001", place=edited(day.cases[0].place, point=None))
    first = events(a_full_plan(), day)[0]
    assert "GEO" not in first
    assert "LOCATION" not in first


def test_in_the_repeated_hour_the_second_pass_is_told_in_utc() -> None:
    twice = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
    plan = edited(a_full_plan(), date=date(2026, 10, 25))
    first, second = (
        in_stop(plan, 0, 0, arrival=twice.replace(fold=fold), departure=twice.replace(fold=1))
        for fold in (0, 1)
    )
    assert events(first, a_full_day())[0].start.astimezone(UTC).hour == 0
    assert events(second, a_full_day())[0].start.astimezone(UTC).hour == 1


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/St_Johns"])
def test_any_zone_is_written(zone: str) -> None:
    plan = edited(a_full_plan(), time_zone=ZoneInfo(zone))
    assert events(plan, a_full_day())[0].start == at("10:00")


def test_a_shift_without_a_route_has_no_calendar() -> None:
    with pytest.raises(KeyError):
        route_ics(a_full_plan(), a_full_day(), "A09/1")
