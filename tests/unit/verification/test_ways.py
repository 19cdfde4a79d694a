"""The verifier's own idea of ways by the hour: a leg is true if somebody can go like that."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from builders import ZONE, a_day, at
from laws.planned_here import plan_here
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan
from visitplan.domain.travel import UNREACHABLE, Leg, Period, TravelMatrix
from visitplan.planning.terms import PlannedDay
from visitplan.travel.beeline import BeelineTravel
from visitplan.verification.spans import Span
from visitplan.verification.verifier import verify
from visitplan.verification.ways import Told, true_leg

HERE, THERE = Point(lat=60.17, lon=24.94), Point(lat=60.18, lon=24.95)
NINE = 9 * 3600
SLOW, FAST = Leg(1800, 9000), Leg(600, 5000)


def a_table(leg: Leg) -> tuple[Any, Any]:
    return np.array([[0, leg.seconds], [UNREACHABLE, 0]]), np.array([[0, leg.metres], [0, 0]])


RUSH = TravelMatrix((HERE, THERE), *a_table(SLOW), later=(Period(NINE, *a_table(FAST)),))


def told(leg: Leg, opens: int, closes: int, *pauses: tuple[int, int]) -> Told:
    return Told(leg, opens, closes, 0, tuple(Span(*pause) for pause in pauses))


@pytest.mark.parametrize(
    ("leg", "opens", "closes"),
    [
        (SLOW, NINE - 3600, NINE - 1800),
        (FAST, NINE, NINE + 600),
        (Leg(900, 5000), NINE - 300, NINE + 600),  # waits where he is for the faster hour
        (FAST, NINE - 300, NINE + 600),  # waits before he sets out, which is told as waiting
    ],
)
def test_a_leg_is_true_if_somebody_can_go_like_that(leg: Leg, opens: int, closes: int) -> None:
    assert true_leg(RUSH, HERE, THERE, told(leg, opens, closes)) == leg


@pytest.mark.parametrize(
    ("leg", "opens", "closes"),
    [
        (FAST, NINE - 3600, NINE - 1800),  # another hour's time
        (FAST, NINE - 300, NINE + 599),  # a second too early
        (Leg(1800, 5000), NINE - 3600, NINE - 1800),  # another hour's distance
        (Leg(1799, 9000), NINE - 3600, NINE),
        (SLOW, NINE + 1, NINE + 1900),  # slower than it is
    ],
)
def test_a_leg_that_nobody_can_go_is_not(leg: Leg, opens: int, closes: int) -> None:
    assert true_leg(RUSH, HERE, THERE, told(leg, opens, closes)) != leg


def test_a_break_interrupts_a_leg_and_leaves_it_the_time_of_its_start() -> None:
    opens = NINE - 600
    interrupted = told(SLOW, opens, opens + 1800 + 900, (NINE - 300, NINE + 600))
    assert true_leg(RUSH, HERE, THERE, interrupted) == SLOW


def test_a_break_before_setting_out_may_last_into_another_hour() -> None:
    rested = told(FAST, NINE - 900, NINE + 900, (NINE - 600, NINE + 300))
    assert true_leg(RUSH, HERE, THERE, rested) == FAST
    too_soon = told(FAST, NINE - 900, NINE + 899, (NINE - 600, NINE + 300))
    assert true_leg(RUSH, HERE, THERE, too_soon) != FAST


def test_nobody_waits_for_a_faster_hour_in_the_middle_of_a_break() -> None:
    resting = told(Leg(900, 5000), NINE - 600, NINE + 900, (NINE - 400, NINE + 100))
    assert true_leg(RUSH, HERE, THERE, resting) != Leg(900, 5000)


def test_no_way_is_no_leg() -> None:
    assert true_leg(RUSH, THERE, HERE, told(FAST, NINE, NINE + 600)) is None


class RushHour(BeelineTravel):
    """As the crow flies, three times as slow until a quarter to five."""

    def matrix(self, points: Any, mode: Any) -> TravelMatrix:
        usual = super().matrix(points, mode)
        slow = usual.seconds * 3
        every_day = [
            Period(86_400 * day + begins, seconds, usual.metres.copy())
            for day in range(7)
            for begins, seconds in ((0, slow), (16 * 3600 + 2700, usual.seconds))
        ]
        return replace(usual, seconds=slow, later=tuple(every_day[1:]))


@pytest.fixture(scope="module")
def planned() -> PlannedDay:
    return plan_here(a_day(), RushHour(TravelSettings(engine="beeline")))


def broken(planned: PlannedDay, plan: Plan) -> set[str]:
    return {violation.rule for violation in verify(planned.day, planned.matrices, plan)}


def with_legs(plan: Plan, change: Any) -> Plan:
    route = plan.routes[0]
    stops = tuple(stop.model_copy(update=change(stop)) for stop in route.stops)
    return plan.model_copy(update={"routes": (route.model_copy(update={"stops": stops}),)})


def test_a_plan_by_the_hour_is_true(planned: PlannedDay) -> None:
    assert planned.plan.routes[0].stops
    assert broken(planned, planned.plan) == set()


def test_legs_told_without_the_rush_hour_are_found_out(planned: PlannedDay) -> None:
    hurried = with_legs(
        planned.plan,
        lambda stop: {
            "travel_seconds": stop.travel_seconds // 3,
            "waiting_seconds": stop.waiting_seconds + stop.travel_seconds * 2 // 3,
        },
    )
    assert "travel_seconds" in broken(planned, hurried)


def test_a_plan_made_without_the_rush_hour_arrives_too_early(planned: PlannedDay) -> None:
    blind = plan_here(a_day(), BeelineTravel(TravelSettings(engine="beeline")))
    assert "arrival" in broken(planned, blind.plan)


def test_the_rush_hour_of_the_clock_is_that_of_the_day(planned: PlannedDay) -> None:
    later = datetime.fromtimestamp(planned.matrices["drive"].later[0].begins, tz=ZONE)
    assert later - at("16:45") == timedelta(0)
