"""The day dealt out before the search: fair shares by hours, areas of visits near each other."""

import random

import numpy as np

from builders import a_case, a_day, a_matrix, a_place, a_shift, an_agent, at
from visitplan.domain.balance import Balance, Yardstick
from visitplan.domain.day import Day
from visitplan.eligibility.gate import gate
from visitplan.routing.areas import Chart, dealt
from visitplan.routing.stating import state_day
from visitplan.routing.yardsticks import yardsticks_of

BOTH = Balance(fair_time_per_hour=100, crossing_per_visit=100)
NORTH, SOUTH = 60.25, 60.10


def a_day_of_two_villages(**changes: object) -> Day:
    """Return a day of six visits in the north and six in the south, two hours each."""
    cases = tuple(
        a_case(n, service_seconds=7_200, place=a_place(NORTH if n % 2 else SOUTH, 24.9 + 0.001 * n))
        for n in range(1, 13)
    )
    agents, shifts = (an_agent(1), an_agent(2)), (a_shift(1), a_shift(2))
    return a_day(cases=cases, agents=agents, shifts=shifts).model_copy(update=changes)


def yardsticks(day: Day, balance: Balance = BOTH) -> tuple[Yardstick, ...]:
    places = [case.place for case in day.cases] + [shift.start for shift in day.shifts]
    points = tuple(dict.fromkeys(place.point for place in places if place.point))
    stated = state_day(day, gate(day).visits, day.shifts, {"drive": a_matrix(points)})
    return yardsticks_of(stated, balance)


def test_each_village_is_an_area() -> None:
    areas = {frozenset(each.area) for each in yardsticks(a_day_of_two_villages())}

    assert areas == {frozenset(f"C{n:03}" for n in range(1, 13) if n % 2 == odd) for odd in (0, 1)}


def test_neither_the_order_of_the_rows_nor_the_seed_matters() -> None:
    day = a_day_of_two_villages()
    limits = day.limits.model_copy(update={"seed": 7})
    mixed = tuple(random.Random(1).sample(day.cases, len(day.cases)))
    other = day.model_copy(update={"limits": limits, "cases": mixed, "shifts": day.shifts[::-1]})

    assert yardsticks(other) == yardsticks(day)


def test_only_what_has_a_price_is_dealt() -> None:
    day = a_day_of_two_villages()

    assert yardsticks(day, Balance(other_agent_per_visit=5)) == ()
    assert not any(each.area for each in yardsticks(day, Balance(fair_time_per_hour=5)))
    assert not any(each.fair_seconds for each in yardsticks(day, Balance(crossing_per_visit=5)))


def test_no_share_is_longer_than_its_shift() -> None:
    shares = [each.fair_seconds for each in yardsticks(a_day_of_two_villages())]

    assert shares == [8 * 3_600, 8 * 3_600]


def test_the_share_of_little_work_is_little() -> None:
    short = tuple(
        case.model_copy(update={"service_seconds": 600}) for case in a_day_of_two_villages().cases
    )
    shares = [each.fair_seconds for each in yardsticks(a_day_of_two_villages(cases=short))]

    assert 12 * 600 / 2 < shares[0] == shares[1] < 2 * 3_600


def test_what_one_shift_can_do_is_one_area() -> None:
    few = yardsticks(a_day_of_two_villages(cases=a_day_of_two_villages().cases[:2]))

    assert sorted(len(each.area) for each in few) == [0, 2]


def test_nobody_gets_what_he_may_not_visit() -> None:
    cases = tuple(
        case.model_copy(update={"allowed_agents": frozenset({"A01"})})
        for case in a_day_of_two_villages().cases
    )
    areas = {each.shift_id: each.area for each in yardsticks(a_day_of_two_villages(cases=cases))}

    assert areas["A02/1"] == ()


def test_a_day_without_visits_has_no_yardsticks() -> None:
    assert yardsticks(a_day_of_two_villages(cases=())) == ()


def test_places_without_a_way_are_dealt_all_the_same() -> None:
    nowhere = np.full((4, 4), np.inf)
    np.fill_diagonal(nowhere, 0)
    chart = Chart(nowhere, np.full((2, 4), np.inf), np.ones((4, 2), bool), np.array([0, 3_600]))

    assert len(dealt(chart, 2)) == 4


def test_a_longer_shift_gets_the_larger_share() -> None:
    hours = {"opening": at("09:00"), "closing": at("11:00")}
    shifts = (a_shift(1), a_shift(2, hours=hours))
    shares = [each.fair_seconds for each in yardsticks(a_day_of_two_villages(shifts=shifts))]

    assert shares == [8 * 3_600, 2 * 3_600]
