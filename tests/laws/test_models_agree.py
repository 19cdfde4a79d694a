"""Laws: three ways to say what a route costs and whether it can be worked never disagree.

They are the timetable of the searches, the OR-Tools model, and the evaluator of the verifier.
"""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from laws.decided_order import is_feasible
from laws.planned_here import plan_here
from strategies import Size, days, statements, travels
from visitplan.domain.day import Day
from visitplan.domain.travel import Travel
from visitplan.routing.capping import is_over
from visitplan.routing.confirm import confirm
from visitplan.routing.insertion import keeps_orders
from visitplan.routing.price import priced
from visitplan.routing.statement import Statement
from visitplan.routing.timetable import timetable
from visitplan.verification.evidence import Evidence
from visitplan.verification.money import bill

TICKS = 18_000


@given(days(), travels())
def test_the_objective_is_the_independent_cost_to_the_tick(day: Day, travel: Travel) -> None:
    located, matrices, plan = plan_here(day, travel)

    evidence = Evidence(located, matrices, plan)
    routes = sum(bill(evidence, worked).ticks for worked in evidence.worked)
    penalties = sum(visit.penalty for visit in plan.unassigned) * TICKS
    assert plan.manifest.objective == routes + penalties


@st.composite
def ordered(draw: st.DrawFn, size: Size) -> tuple[Statement, int, tuple[int, ...]]:
    """A statement with one shift and an order of visits that it may serve."""
    statement = draw(statements(size))
    shift = draw(st.integers(0, len(statement.shifts) - 1))
    able = [n for n, visit in enumerate(statement.visits) if shift in visit.shifts]
    order = tuple(draw(st.permutations(able)))[: statement.shifts[shift].maximum]
    assume(order and keeps_orders(statement, {shift: order}))
    assume(not is_over(statement, {shift: order}))
    return statement, shift, order


@settings(max_examples=120)
@given(ordered(Size(visits=5, shifts=3, horizon=30)))
def test_or_tools_accepts_every_timetable_at_its_price(
    drawn: tuple[Statement, int, tuple[int, ...]],
) -> None:
    statement, shift, order = drawn
    route = timetable(statement, shift, order)
    assume(route)

    answer = priced(statement, (route,) if route else ())
    assert confirm(statement, answer) == answer


@settings(max_examples=120)
@given(ordered(Size(visits=3, shifts=2)))
def test_or_tools_finds_no_timetable_where_there_is_none(
    drawn: tuple[Statement, int, tuple[int, ...]],
) -> None:
    statement, shift, order = drawn

    found = is_feasible(statement, shift, order)
    assert found == (timetable(statement, shift, order) is not None)
