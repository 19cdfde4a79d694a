"""From the day's values to whole numbers: hours, sorting, prices."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from builders import ZONE, a_case, a_day, a_matrix, a_pay, a_shift, an_agent, at, between
from visitplan.domain.agent import Break, OvertimeTier
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.place import Point
from visitplan.domain.travel import Matrices
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.routing.horizon import Horizon
from visitplan.routing.stating import Stated, arrival_spans, state_day

TICKS = 18_000
HOUR = 3600
TODAY = Horizon.of(date(2026, 11, 24), ZONE)
LAST = 24 * HOUR


def a_visit(**changes: Any) -> Visit:
    defaults: dict[str, Any] = {
        "case_id": "C001",
        "point": Point(lat=60.17, lon=24.94),
        "windows": (between("09:00", "12:00"),),
        "permitted": (between("08:00", "20:00"),),
        "service_seconds": HOUR,
        "setup_seconds": 0,
        "penalty": 100,
        "allowed_shifts": ("A01/1",),
    }
    return Visit(**defaults | changes)


def hours(*spans: tuple[float, float]) -> tuple[tuple[int, int], ...]:
    return tuple((round(a * HOUR), round(b * HOUR)) for a, b in spans)


def spans(**changes: Any) -> tuple[tuple[int, int], ...]:
    return arrival_spans(a_visit(**changes), TODAY, LAST)


def test_a_whole_stay_begins_so_early_that_it_ends_in_its_window() -> None:
    assert spans() == hours((9, 11))


def test_where_windows_bound_the_start_the_stay_may_run_over() -> None:
    assert spans(bounds_start=True) == hours((9, 12))


def test_permitted_hours_bound_the_whole_stay_either_way() -> None:
    permitted = (between("08:00", "12:30"),)

    assert spans(bounds_start=True, permitted=permitted) == hours((9, 11.5))
    assert spans(permitted=permitted) == hours((9, 11))


def test_a_window_as_long_as_the_stay_leaves_one_moment() -> None:
    assert spans(windows=(between("09:00", "10:00"),)) == hours((9, 9))
    assert spans(windows=(between("09:00", "09:59"),)) == ()


def test_several_windows_stay_apart_and_sorted() -> None:
    two = (between("15:00", "17:00"), between("09:00", "11:00"))

    assert spans(windows=two) == hours((9, 10), (15, 16))


def test_a_pinned_arrival_narrows_the_hours() -> None:
    assert spans(arrival=between("10:30", "18:00")) == hours((10.5, 11))
    assert spans(arrival=between("11:01", "18:00")) == ()


def test_nothing_is_begun_that_the_last_shift_cannot_end() -> None:
    assert arrival_spans(a_visit(), TODAY, 11 * HOUR) == hours((9, 10))
    assert arrival_spans(a_visit(), TODAY, 9 * HOUR) == ()


@pytest.mark.parametrize(
    ("day", "clock", "elapsed"),
    [
        (date(2026, 3, 29), "09:00", 8 * HOUR),
        (date(2026, 10, 25), "09:00", 10 * HOUR),
        (date(2026, 11, 24), "09:00", 9 * HOUR),
    ],
)
def test_seconds_are_elapsed_ones_where_daylight_saving_changes(
    day: date, clock: str, elapsed: int
) -> None:
    horizon = Horizon.of(day, ZONE)

    assert horizon.seconds(at(clock, day)) == elapsed
    assert horizon.moment(elapsed) == at(clock, day)


def test_a_window_over_the_repeated_hour_is_longer_than_its_clock_says() -> None:
    day = date(2026, 10, 25)
    window = TimeWindow(opening=at("02:00", day), closing=at("05:00", day))
    visit = a_visit(windows=(window,), permitted=(window,))
    opening, closing = arrival_spans(visit, Horizon.of(day, ZONE), LAST)[0]

    assert closing - opening == 4 * HOUR - HOUR


def test_every_moment_of_a_day_of_25_hours_comes_back() -> None:
    horizon = Horizon.of(date(2026, 10, 25), ZONE)
    start = datetime(2026, 10, 24, 21, tzinfo=UTC)

    for minutes in range(0, 25 * 60, 10):
        moment = start + timedelta(minutes=minutes)
        assert horizon.moment(horizon.seconds(moment)).timestamp() == moment.timestamp()


def stated(day: Day) -> Stated:
    return state_day(day, gate(day).visits, day.shifts, matrices(day))


def matrices(day: Day) -> Matrices:
    places = [case.place.point for case in day.cases]
    places += [place.point for s in day.shifts for place in (s.start, s.end) if place]
    points = [point for point in dict.fromkeys(places) if point]
    return {"drive": a_matrix(points), "walk": a_matrix(points)}


def test_the_order_of_rows_does_not_matter() -> None:
    some = tuple(a_case(n) for n in range(1, 9))
    day = a_day(cases=some, agents=(an_agent(1), an_agent(2)), shifts=(a_shift(1), a_shift(2)))
    mixed = tuple(random.Random(5).sample(some, 8))
    other = day.model_copy(update={"cases": mixed, "shifts": day.shifts[::-1]})

    assert stated(other).statement == stated(day).statement


def test_the_seed_decides_which_order_the_search_sees() -> None:
    some = tuple(a_case(n) for n in range(1, 9))
    orders = {
        tuple(v.case_id for v in stated(a_day(cases=some, limits=limits)).visits)
        for limits in (SearchLimits(seed=seed) for seed in range(4))
    }

    assert len(orders) > 1


def test_a_visit_that_nobody_may_serve_is_hopeless_and_its_penalty_is_owed() -> None:
    day = a_day(cases=(a_case(1), a_case(2, skills=frozenset({"legal"}))))

    assert [visit.case_id for visit in stated(day).hopeless] == ["C002"]
    assert stated(day).hopeless_ticks == 6_000 * TICKS
    assert len(stated(day).statement.visits) == 1


def test_a_visit_outside_of_every_shift_is_hopeless() -> None:
    day = a_day(cases=(a_case(1, windows=(between("18:00", "19:00"),)),))

    assert [visit.case_id for visit in stated(day).hopeless] == ["C001"]


def test_agents_on_foot_have_a_table_of_their_own() -> None:
    day = a_day(agents=(an_agent(1), an_agent(2, mode="walk")), shifts=(a_shift(1), a_shift(2)))
    statement = stated(day).statement

    assert [shift.profile for shift in statement.shifts] == [0, 1]
    assert len(statement.seconds) == 2


def test_overtime_is_stated_by_what_each_tier_adds() -> None:
    tiers = (
        OvertimeTier(beyond_seconds=8 * HOUR, premium_per_hour=1000),
        OvertimeTier(beyond_seconds=10 * HOUR, premium_per_hour=2500),
    )
    (shift,) = stated(a_day(shifts=(a_shift(pay=a_pay(overtime=tiers)),))).statement.shifts

    assert shift.pay.tiers == ((8 * HOUR, 1000 * 5), (10 * HOUR, 1500 * 5))


def test_a_shift_paid_whole_is_paid_without_its_unpaid_breaks() -> None:
    lunch = Break(window=between("12:00", "13:00"), seconds=1800, paid=False)
    shifts = (a_shift(pay=a_pay(paid="shift"), breaks=(lunch,)),)
    (shift,) = stated(a_day(shifts=shifts)).statement.shifts

    assert shift.pay.whole_shift == 8 * HOUR - 1800
