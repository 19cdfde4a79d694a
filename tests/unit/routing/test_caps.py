"""Daily caps: no more visits than allowed, whoever looks for routes, and the best of them stay."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from small_statements import TICKS, a_statement, shift_terms, visit_terms

from builders import a_case, a_day, a_shift, an_agent
from laws.planned_here import unheard
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.errors import NoPlanError
from visitplan.routing.adding import add_visit
from visitplan.routing.capping import caps_of
from visitplan.routing.confirm import confirm
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import cheapest_insertion, cheapest_swap
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.search.start import begin
from visitplan.routing.statement import Answer, CapTerms, Statement
from visitplan.routing.timetable import timetable


def a_capped_statement(*penalties: int, maximum: int = 1, shifts: int = 2) -> Statement:
    """Return visits worth so many minor units, of which so many are made in all."""
    numbers, everybody = range(len(penalties)), tuple(range(shifts))
    visits = [
        visit_terms(1 + n % 3, penalty=penalty * TICKS, shifts=everybody)
        for n, penalty in enumerate(penalties)
    ]
    cap = CapTerms(maximum=maximum, visits=tuple(numbers), shifts=everybody)
    uncapped = a_statement(visits, [shift_terms() for _ in everybody])
    return uncapped.model_copy(update={"caps": (cap,)})


def planned(statement: Statement, *orders: tuple[int, ...]) -> Answer:
    routes = [timetable(statement, shift, order) for shift, order in enumerate(orders) if order]
    return priced(statement, tuple(filter(None, routes)))


def gaps(statement: Statement, answer: Answer) -> Gaps:
    return Gaps(statement, {route.shift: route for route in answer.routes})


@pytest.mark.parametrize(
    "wrong", [{"maximum": -1}, {"visits": (3,)}, {"visits": (0, 0)}, {"shifts": (2,)}]
)
def test_a_cap_counts_visits_and_shifts_that_exist(wrong: dict[str, object]) -> None:
    statement = a_capped_statement(9000, 9000)
    cap = statement.caps[0].model_copy(update=wrong)
    fields = {name: getattr(statement, name) for name in Statement.model_fields}
    with pytest.raises(ValidationError, match="a cap"):
        Statement(**fields | {"caps": (cap,)})


@pytest.mark.parametrize("engine", ["own", "ortools"])
def test_the_visits_that_are_worth_most_are_made(engine: str) -> None:
    statement = a_capped_statement(20_000, 90_000, 30_000, 80_000, maximum=2)
    effort = Effort(seconds=2, work=1, engine=engine)
    answer = solve(statement, effort, unheard)
    assert {visit for route in answer.routes for visit in route.visits} == {1, 3}


def test_a_cap_of_some_shifts_leaves_the_others_free() -> None:
    statement = a_capped_statement(90_000, 90_000, 90_000)
    cap = CapTerms(maximum=1, visits=(0, 1, 2), shifts=(0,))
    free = statement.model_copy(update={"caps": (cap,)})
    answer = solve(free, Effort(seconds=2, work=1), unheard)
    assert sum(len(route.visits) for route in answer.routes) == 3
    assert all(len(route.visits) <= 1 for route in answer.routes if route.shift == 0)


def test_an_answer_beyond_a_cap_is_refused() -> None:
    statement = a_capped_statement(9000, 9000)
    with pytest.raises(NoPlanError, match="daily cap"):
        confirm(statement, planned(statement, (0,), (1,)))


def test_an_answer_within_a_cap_is_confirmed() -> None:
    statement = a_capped_statement(9000, 9000)
    answer = planned(statement, (0,))
    assert confirm(statement, answer) == answer


def test_nothing_is_inserted_where_a_cap_is_full() -> None:
    statement = a_capped_statement(90_000, 90_000)
    answer = planned(statement, (0,))
    assert cheapest_insertion(gaps(statement, answer), 1) is None
    assert add_visit(statement, answer, 1) is None


def test_a_visit_may_take_the_place_of_one_that_the_same_cap_counts() -> None:
    statement = a_capped_statement(90_000, 90_000)
    swap = cheapest_swap(gaps(statement, planned(statement, (0,))), 1)
    assert swap is not None
    assert swap.instead_of == 0


def test_a_visit_may_not_take_the_place_of_one_that_the_cap_does_not_count() -> None:
    statement = a_capped_statement(90_000, 90_000, 90_000)
    cap = CapTerms(maximum=1, visits=(0, 2), shifts=(0, 1))
    some = statement.model_copy(update={"caps": (cap,)})
    swap = cheapest_swap(gaps(some, planned(some, (0,), (1,))), 2)
    assert swap is not None
    assert swap.instead_of == 0


def test_a_start_beyond_a_cap_is_begun_with_as_far_as_there_is_room() -> None:
    begun = begin(a_capped_statement(9000, 9000), ((0,), (1,)))
    assert [route.visits for route in begun.routes] == [(0,)]
    assert begun.left_out == {1: "daily cap"}


def test_a_day_is_capped_by_portfolio_and_in_all() -> None:
    cases = (a_case(1, portfolio="P1"), a_case(2, portfolio="P1"), a_case(3))
    day = a_day(cases=cases, daily_cap=DailyCap(all_cases=2, each_portfolio=1))
    visits = gate(day).visits
    caps = caps_of(day, visits, day.shifts)
    assert caps == (
        (None, CapTerms(maximum=2, visits=(0, 1, 2), shifts=(0,))),
        ("P1", CapTerms(maximum=1, visits=(0, 1), shifts=(0,))),
    )


def test_a_cap_with_room_for_all_is_none() -> None:
    day = a_day(daily_cap=DailyCap(all_cases=3, each_portfolio=1))
    assert caps_of(day, gate(day).visits, day.shifts) == ()


def test_each_date_has_a_cap_of_its_own() -> None:
    shifts = (a_shift(1), a_shift(2))
    later = shifts[1].model_copy(update={"hours": _a_day_later(shifts[1].hours)})
    day = a_day(
        agents=(an_agent(1), an_agent(2)),
        shifts=(shifts[0], later),
        daily_cap=DailyCap(all_cases=2),
    )
    caps = caps_of(day, gate(day).visits, day.shifts)
    assert [terms.shifts for _, terms in caps] == [(0,), (1,)]


def _a_day_later(hours: TimeWindow) -> TimeWindow:
    day = timedelta(days=1)
    return TimeWindow(opening=hours.opening + day, closing=hours.closing + day)
