"""Laws: what a change of the day must, or must not, change in its plan."""

from typing import Any

from hypothesis import given

from laws.planned_here import SMALL, plan_here, unheard
from strategies import Size, days, statements, travels
from visitplan.domain.day import Day
from visitplan.domain.travel import Travel
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Answer, ShiftTerms, Statement, VisitTerms

SEVERAL = Size(visits=6, shifts=2)
WORK = Effort(seconds=600, work=1)


@given(statements(SEVERAL))
def test_all_times_moved_by_a_while_move_the_plan_and_cost_nothing(statement: Statement) -> None:
    before, after = (solve(s, WORK, unheard) for s in (statement, moved(statement, 1234)))

    assert after.objective == before.objective
    assert [route.visits for route in after.routes] == [route.visits for route in before.routes]
    assert [r.leaves - 1234 for r in after.routes] == [r.leaves for r in before.routes]


@given(statements(SEVERAL))
def test_money_in_another_unit_gives_the_same_plan(statement: Statement) -> None:
    before, after = (solve(s, WORK, unheard) for s in (statement, dearer(statement, 8)))

    assert after.objective == 8 * before.objective
    assert after.routes == before.routes


@given(days(), travels())
def test_other_ids_in_the_same_order_give_the_same_plan(day: Day, travel: Travel) -> None:
    day = day.model_copy(update={"limits": day.limits.model_copy(update={"engine": "own"})})
    before, after = (plan_here(d, travel).plan for d in (day, renamed(day)))

    assert after.cost == before.cost
    stops = [[stop.arrival for stop in route.stops] for route in before.routes]
    assert [[stop.arrival for stop in route.stops] for route in after.routes] == stops


@given(statements(SEVERAL))
def test_a_second_search_that_starts_from_the_first_is_no_dearer(statement: Statement) -> None:
    first = solve(statement, SMALL, unheard)

    start = from_there(first, len(statement.shifts))
    assert solve(statement, start, unheard).objective <= first.objective


@given(statements(SEVERAL))
def test_with_one_more_shift_a_warm_start_never_costs_more(statement: Statement) -> None:
    before = solve(statement, SMALL, unheard)
    more = statement.model_copy(
        update={
            "shifts": (*statement.shifts, statement.shifts[0]),
            "visits": tuple(also_by(visit, len(statement.shifts)) for visit in statement.visits),
        }
    )

    assert solve(more, from_there(before, len(more.shifts)), unheard).objective <= before.objective


@given(statements(SEVERAL))
def test_with_wider_hours_a_warm_start_never_costs_more(statement: Statement) -> None:
    before = solve(statement, SMALL, unheard)
    wider = statement.model_copy(update={"visits": tuple(map(any_hour, statement.visits))})

    start = from_there(before, len(wider.shifts))
    assert solve(wider, start, unheard).objective <= before.objective


@given(statements(SEVERAL))
def test_with_everybody_allowed_a_warm_start_never_costs_more(statement: Statement) -> None:
    before = solve(statement, SMALL, unheard)
    everybody = tuple(range(len(statement.shifts)))
    freer = statement.model_copy(
        update={
            "visits": tuple(v.model_copy(update={"shifts": everybody}) for v in statement.visits)
        }
    )

    start = from_there(before, len(freer.shifts))
    assert solve(freer, start, unheard).objective <= before.objective


def from_there(answer: Answer, shifts: int) -> Effort:
    orders = {route.shift: route.visits for route in answer.routes}
    start = tuple(orders.get(shift, ()) for shift in range(shifts))
    return SMALL.model_copy(update={"start": start})


def also_by(visit: VisitTerms, shift: int) -> VisitTerms:
    prices = (*visit.shift_prices, visit.price_on(0)) if visit.shift_prices else ()
    return visit.model_copy(update={"shifts": (*visit.shifts, shift), "shift_prices": prices})


def any_hour(visit: VisitTerms) -> VisitTerms:
    least = (min(visit.arrival_prices),) if visit.arrival_prices else ()
    return visit.model_copy(update={"arrivals": ((0, 10**6),), "arrival_prices": least})


def moved(statement: Statement, by: int) -> Statement:
    return statement.model_copy(
        update={
            "visits": tuple(
                visit.model_copy(
                    update={"arrivals": tuple((a + by, b + by) for a, b in visit.arrivals)}
                )
                for visit in statement.visits
            ),
            "shifts": tuple(later(shift, by) for shift in statement.shifts),
        }
    )


def later(shift: ShiftTerms, by: int) -> ShiftTerms:
    breaks = tuple(
        rest.model_copy(update={"earliest": rest.earliest + by, "latest": rest.latest + by})
        for rest in shift.breaks
    )
    hours = {"opening": shift.opening + by, "closing": shift.closing + by}
    return shift.model_copy(update={**hours, "breaks": breaks})


def dearer(statement: Statement, times: int) -> Statement:
    return statement.model_copy(
        update={
            "visits": tuple(
                visit.model_copy(
                    update={
                        "penalty": times * visit.penalty,
                        "shift_prices": tuple(times * price for price in visit.shift_prices),
                        "arrival_prices": tuple(times * price for price in visit.arrival_prices),
                    }
                )
                for visit in statement.visits
            ),
            "shifts": tuple(
                shift.model_copy(update={"pay": shift.pay.model_copy(update=rates(shift, times))})
                for shift in statement.shifts
            ),
        }
    )


def rates(shift: ShiftTerms, times: int) -> dict[str, Any]:
    pay = shift.pay
    return {
        "fixed": times * pay.fixed,
        "per_second": times * pay.per_second,
        "tiers": tuple((beyond, times * premium) for beyond, premium in pay.tiers),
        "per_metre": times * pay.per_metre,
        "per_visit": times * pay.per_visit,
    }


def renamed(day: Day) -> Day:
    """Put the same letters before every id, which keeps their order."""
    agents = tuple(a.model_copy(update={"id": f"X-{a.id}"}) for a in day.agents)
    shifts = tuple(
        s.model_copy(update={"id": f"X-{s.id}", "agent_id": f"X-{s.agent_id}"}) for s in day.shifts
    )
    named = ("allowed_agents", "excluded_agents", "preferred_agents")
    cases = tuple(
        case.model_copy(
            update={"id": f"X-{case.id}"}
            | {name: renamed_all(getattr(case, name)) for name in named}
        )
        for case in day.cases
    )
    pins = tuple(
        pin.model_copy(
            update={
                name: f"X-{getattr(pin, name)}"
                for name in ("case_id", "agent_id", "after")
                if getattr(pin, name)
            }
        )
        for pin in day.pins
    )
    return day.model_copy(update={"agents": agents, "shifts": shifts, "cases": cases, "pins": pins})


def renamed_all(ids: frozenset[str] | None) -> frozenset[str] | None:
    return None if ids is None else frozenset(f"X-{name}" for name in ids)
