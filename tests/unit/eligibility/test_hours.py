"""Permitted hours are those of the wall clock, on the days of daylight saving too."""

from datetime import UTC, date, time
from zoneinfo import ZoneInfo

import pytest

from builders import a_case, a_day, a_policy, at
from visitplan.domain.day import Day
from visitplan.domain.window import ClockSpan
from visitplan.eligibility.gate import gate
from visitplan.eligibility.hours import permitted_hours, whole_day

BEGINS, ENDS = date(2026, 3, 29), date(2026, 10, 25)
HELSINKI = ZoneInfo("Europe/Helsinki")


def a_sunday(on: date, opening: time, closing: time, **changes: object) -> Day:
    policy = a_policy(
        permitted_hours={"sun": (ClockSpan(opening=opening, closing=closing),)},
        rest_days=frozenset(),
    )
    return a_day(date=on, policy=policy, **changes)


@pytest.mark.parametrize(("day", "hours"), [(BEGINS, 23), (ENDS, 25)])
def test_the_whole_day_has_as_many_hours_as_the_clock_gives_it(day: date, hours: int) -> None:
    assert whole_day(a_day(date=day), HELSINKI).seconds == hours * 3600 - 1


@pytest.mark.parametrize(("day", "utc"), [(BEGINS, 6), (ENDS, 7), (date(2026, 7, 5), 6)])
def test_nine_in_the_morning_is_nine_by_the_clock_on_the_wall(day: date, utc: int) -> None:
    (hours,) = permitted_hours(a_sunday(day, time(9), time(20)), HELSINKI)

    assert hours.opening.astimezone(UTC).hour == utc
    assert hours.closing.hour == 20


def test_hours_across_the_skipped_hour_are_shorter_than_the_clock_says() -> None:
    (hours,) = permitted_hours(a_sunday(BEGINS, time(2), time(6)), HELSINKI)

    assert hours.seconds == 3 * 3600


def test_hours_that_begin_in_the_skipped_hour_begin_after_it() -> None:
    (hours,) = permitted_hours(a_sunday(BEGINS, time(3, 30), time(6)), HELSINKI)

    assert (hours.opening.hour, hours.opening.minute) == (4, 30)


def test_hours_that_lie_in_the_skipped_hour_do_not_exist() -> None:
    assert permitted_hours(a_sunday(BEGINS, time(3, 10), time(3, 50)), HELSINKI) == ()


def test_the_repeated_hour_is_read_to_the_stricter_side() -> None:
    (evening,) = permitted_hours(a_sunday(ENDS, time(1), time(3, 30)), HELSINKI)
    (morning,) = permitted_hours(a_sunday(ENDS, time(3, 30), time(6)), HELSINKI)

    assert evening.closing.utcoffset() == at("01:00", ENDS).utcoffset()
    assert morning.opening.utcoffset() == at("06:00", ENDS).utcoffset()


def test_an_approval_that_ends_in_the_repeated_hour_cuts_at_the_right_one() -> None:
    first = at("03:30", ENDS)
    second = first.replace(fold=1)
    case = a_case(approved_at=at("08:00", BEGINS), approved_until=second, service_seconds=1800)

    (visit,) = gate(a_sunday(ENDS, time(3), time(6), cases=(case,))).visits

    assert visit.windows[0].closing.timestamp() == second.timestamp()


def test_the_last_arrival_counts_elapsed_seconds_across_the_repeated_hour() -> None:
    policy = a_policy(
        permitted_hours={"sun": (ClockSpan(opening=time(1), closing=time(4, 30)),)},
        rest_days=frozenset(),
        window_bounds="start",
    )
    case = a_case(approved_at=at("08:00", BEGINS), service_seconds=2 * 3600)

    (visit,) = gate(a_day(date=ENDS, policy=policy, cases=(case,))).visits

    assert visit.permitted[0].closing.timestamp() - visit.windows[0].closing.timestamp() == 7200
