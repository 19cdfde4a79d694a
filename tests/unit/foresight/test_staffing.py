"""The staff that some days need, by plans with more and with fewer shifts."""

from datetime import timedelta
from unittest import mock

from builders import TODAY, a_case, a_day, a_shift, an_agent
from laws.planned_here import NOWHERE_FROM, _solve_here
from several_days import repeated
from strategies import BEELINE
from unit.foresight.foreseen_here import LIMITS, solve_at_hand
from visitplan.domain.day import Day
from visitplan.domain.staffing import Served, StaffingCurve
from visitplan.foresight.mix import Desk, kind_of
from visitplan.foresight.staffing import staffing_curve
from visitplan.planning import searching
from visitplan.planning.terms import Headstart


def curve(day: Day, *, level: float, more: int = 0, counting: Served = "all") -> StaffingCurve:
    desk = Desk(BEELINE, NOWHERE_FROM, Headstart(solve=solve_at_hand), lambda _: None, counting)
    days = [day.model_copy(update={"limits": LIMITS})]
    return staffing_curve(days, desk, level=level, more=more)


def a_day_of(shifts: int, cases: int, **changes: object) -> Day:
    """Return a day of shifts with room for two visits each."""
    numbers = range(1, shifts + 1)
    return a_day(
        cases=tuple(a_case(n, **changes) for n in range(1, cases + 1)),
        agents=tuple(an_agent(n) for n in numbers),
        shifts=tuple(a_shift(n, maximum_visits=2) for n in numbers),
    )


def test_shifts_that_nobody_needs_go_first_and_then_one_by_one_until_the_level_is_missed() -> None:
    found = curve(a_day_of(4, cases=4), level=0.9)

    assert [(mix.size, mix.served) for mix in found.mixes] == [(4, 1), (2, 1), (1, 0.5)]
    assert found.cheapest is not None
    assert found.mixes[found.cheapest].size in (2, 4)
    assert found.mixes[1].change is not None
    assert found.mixes[1].change.startswith("- 2 ×")


def test_spare_shifts_are_added_while_they_pay_and_no_longer() -> None:
    found = curve(a_day_of(1, cases=3), level=1, more=3)

    assert [mix.size for mix in found.mixes][:2] == [1, 2]
    assert found.mixes[1].cost < found.mixes[0].cost
    assert found.cheapest == 1
    assert max(mix.size for mix in found.mixes) == 2


def test_where_no_mix_reaches_the_level_none_is_the_cheapest() -> None:
    assert curve(a_day_of(1, cases=3), level=1).cheapest is None


def test_only_urgent_visits_may_count() -> None:
    assert (
        curve(a_day_of(1, cases=3, priority="low"), level=1, counting="must_and_high").cheapest == 0
    )


def test_shifts_are_alike_by_hours_start_mode_and_skills() -> None:
    day = a_day_of(2, cases=1)
    assert kind_of(day.shifts[0], day) == kind_of(day.shifts[1], day)
    other = day.shifts[0].model_copy(update={"start_label": "elsewhere"})
    assert kind_of(other, day) != kind_of(day.shifts[0], day)


def test_over_several_days_a_visit_made_on_any_of_them_is_served() -> None:
    day = a_day_of(2, cases=4).model_copy(update={"limits": LIMITS})
    days = repeated(day, [TODAY, TODAY + timedelta(days=1)])
    desk = Desk(BEELINE, NOWHERE_FROM, Headstart(), lambda _: None, "all")
    with mock.patch.object(searching, "solve_apart", _solve_here):
        found = staffing_curve(days, desk, level=1, more=0)

    assert found.dates == (TODAY, TODAY + timedelta(days=1))
    assert found.cheapest is not None
    assert found.mixes[found.cheapest].size == 1
    assert found.mixes[found.cheapest].visits == 4
    assert all(mix.labour <= found.mixes[0].labour for mix in found.mixes if mix.served == 1)
