"""A travel matrix by period: which way a leg takes, and that nobody overtakes by leaving later."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.domain.dated import dated
from visitplan.domain.place import Point
from visitplan.domain.travel import UNREACHABLE, Leg, Period, TravelMatrix

HERE, THERE = Point(lat=60.17, lon=24.94), Point(lat=60.18, lon=24.95)
SEVEN, NINE = 7 * 3600, 9 * 3600


def one_way(seconds: int, metres: int = 1000) -> dict[str, np.ndarray]:
    return {
        "seconds": np.array([[0, seconds], [UNREACHABLE, 0]]),
        "metres": np.array([[0, metres], [UNREACHABLE, 0]]),
    }


def a_matrix_of(first: int, *later: tuple[int, int]) -> TravelMatrix:
    periods = tuple(Period(begins, **one_way(seconds)) for begins, seconds in later)
    return TravelMatrix((HERE, THERE), **one_way(first), later=periods)


RUSH = a_matrix_of(600, (SEVEN, 1800), (NINE, 700))
DAY = 86_400


def every_day(matrix: TravelMatrix) -> TravelMatrix:
    """Return a matrix with the periods of one day on each day of the week."""
    week = [p._replace(begins=day * DAY + p.begins) for day in range(7) for p in matrix.periods]
    return TravelMatrix(matrix.points, matrix.seconds, matrix.metres, tuple(week[1:]))


@pytest.mark.parametrize(
    ("leaves", "seconds"),
    [(0, 600), (SEVEN - 1, 600), (SEVEN, 1800), (NINE - 1200, 1800), (NINE, 700), (90_000, 700)],
)
def test_a_leg_takes_the_time_of_the_period_in_which_it_starts(leaves: int, seconds: int) -> None:
    assert RUSH.leg(HERE, THERE, leaves) == Leg(seconds, 1000)


def test_whoever_gets_there_sooner_by_waiting_for_the_next_period_waits() -> None:
    assert RUSH.leg(HERE, THERE, NINE - 1100) == Leg(1800, 1000)
    assert RUSH.leg(HERE, THERE, NINE - 1099) == Leg(1799, 1000)
    assert RUSH.leg(HERE, THERE, NINE - 1) == Leg(701, 1000)


def test_the_metres_are_those_of_the_period_that_is_used() -> None:
    matrix = TravelMatrix(
        (HERE, THERE), **one_way(1800, 9000), later=(Period(NINE, **one_way(600, 5000)),)
    )
    assert matrix.leg(HERE, THERE, NINE - 1200) == Leg(1800, 9000)
    assert matrix.leg(HERE, THERE, NINE - 1199) == Leg(1799, 5000)


def test_where_no_way_leads_yet_one_waits_until_it_does() -> None:
    opened = a_matrix_of(UNREACHABLE, (SEVEN, 600))
    assert opened.leg(HERE, THERE, SEVEN - 60) == Leg(660, 1000)
    assert a_matrix_of(600, (SEVEN, UNREACHABLE)).leg(HERE, THERE, SEVEN) is None


@given(
    periods=st.lists(st.tuples(st.integers(1, 60), st.integers(-1, 90)), max_size=4),
    first=st.integers(-1, 90),
    leaves=st.integers(0, 300),
)
def test_nobody_arrives_sooner_by_leaving_later(
    periods: list[tuple[int, int]], first: int, leaves: int
) -> None:
    begins = np.cumsum([step for step, _ in periods]).tolist()
    matrix = a_matrix_of(first, *zip(begins, [seconds for _, seconds in periods], strict=True))
    now, later = matrix.leg(HERE, THERE, leaves), matrix.leg(HERE, THERE, leaves + 1)
    if later:
        assert now is not None
        assert leaves + now.seconds <= leaves + 1 + later.seconds


@pytest.mark.parametrize("begins", [(0,), (SEVEN, SEVEN), (NINE, SEVEN)])
def test_periods_that_do_not_follow_each_other_are_refused(begins: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one after the other"):
        a_matrix_of(600, *((begin, 600) for begin in begins))


def test_every_period_is_held_to_what_the_first_one_is() -> None:
    with pytest.raises(ValueError, match="UNREACHABLE"):
        a_matrix_of(600, (SEVEN, -2))


HELSINKI = ZoneInfo("Europe/Helsinki")


def clock(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, tz=HELSINKI):%d %H:%M}"


def test_periods_by_the_clock_are_put_on_every_date() -> None:
    on_two = dated(every_day(RUSH), date(2026, 11, 26), date(2026, 11, 27), HELSINKI)
    assert [clock(period.begins) for period in on_two.later] == [
        "26 07:00",
        "26 09:00",
        "27 00:00",
        "27 07:00",
        "27 09:00",
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_periods_follow_the_clock_where_it_is_changed(day: date) -> None:
    on_the_day = dated(every_day(RUSH), day, day, HELSINKI)
    assert [clock(period.begins)[3:] for period in on_the_day.later] == ["07:00", "09:00"]


def test_a_period_that_the_clock_skips_is_none() -> None:
    half_past_three, four = 3 * 3600 + 1800, 4 * 3600
    nightly = a_matrix_of(600, (half_past_three, 500), (four, 400))
    skipped = dated(every_day(nightly), date(2026, 3, 29), date(2026, 3, 29), HELSINKI)
    assert [clock(period.begins) for period in skipped.later] == ["29 04:00"]
    assert int(skipped.later[0].seconds[0, 1]) == 400


def test_travel_that_is_always_the_same_needs_no_dates() -> None:
    always = a_matrix_of(600)
    assert dated(always, date(2026, 3, 29), date(2026, 3, 29), HELSINKI) is always


def test_each_weekday_has_its_own_hours() -> None:
    friday, saturday = 4 * DAY, 5 * DAY
    week = a_matrix_of(600, (friday + SEVEN, 1800), (friday + NINE, 600), (saturday + NINE, 900))
    on_three = dated(week, date(2026, 11, 26), date(2026, 11, 28), HELSINKI)
    assert [(clock(p.begins), int(p.seconds[0, 1])) for p in on_three.later] == [
        ("27 07:00", 1800),
        ("27 09:00", 600),
        ("28 09:00", 900),
    ]


def test_what_holds_at_night_goes_on_until_the_next_hours_begin() -> None:
    week = a_matrix_of(600, (5 * DAY + NINE, 900))
    sunday = dated(week, date(2026, 11, 29), date(2026, 11, 29), HELSINKI)
    assert (sunday.later, int(sunday.seconds[0, 1])) == ((), 900)


def test_a_matrix_of_one_day_is_put_on_another_with_the_hours_of_its_weekday() -> None:
    week = a_matrix_of(600, (DAY + SEVEN, 1800), (DAY + NINE, 600), (3 * DAY + NINE, 900))
    tuesday = dated(week, date(2026, 11, 24), date(2026, 11, 24), HELSINKI)
    thursday = dated(tuesday, date(2026, 11, 26), date(2026, 11, 26), HELSINKI)
    assert [clock(period.begins) for period in tuesday.later] == ["24 07:00", "24 09:00"]
    assert [clock(period.begins) for period in thursday.later] == ["26 09:00"]
