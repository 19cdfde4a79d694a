"""Old times are kept exactly where they hold and cost no more."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import statements
from visitplan.routing.old_times import holds, with_old_times
from visitplan.routing.price import price_of_route, priced
from visitplan.routing.statement import (
    Answer,
    BreakTerms,
    PayTerms,
    ShiftTerms,
    Statement,
    TimedRoute,
    VisitTerms,
)
from visitplan.routing.timetable import timetable

PAY = PayTerms(fixed=0, per_second=5, minimum=0, tiers=(), per_metre=0, per_visit=0)
REST = BreakTerms(earliest=100, latest=900, duration=50, paid=True)
SHIFT = ShiftTerms(
    opening=0, closing=1_000, profile=0, start=0, end=0, breaks=(REST,), pay=PAY, maximum=None
)
VISIT = VisitTerms(
    location=1, arrivals=((200, 600),), service=30, setup=0, penalty=9_000_000, shifts=(0,)
)
ALSO = VISIT.model_copy(update={"arrivals": ((500, 700),)})
TABLE = (((0, 20), (20, 0)),)
SMALL = Statement(visits=(VISIT, ALSO), shifts=(SHIFT,), seconds=TABLE, metres=TABLE)
BEFORE = TimedRoute(
    shift=0, visits=(0, 1), arrivals=(250, 500), leaves=230, ends=550, breaks=((0, 300),)
)


@settings(max_examples=80, deadline=None)
@given(statements(), st.data())
def test_every_timetable_holds_and_none_that_ends_otherwise(
    statement: Statement, data: st.DataObject
) -> None:
    orders = [o for size in (1, 2, 3) for o in permutations(range(len(statement.visits)), size)]
    order = data.draw(st.sampled_from(orders))
    route = timetable(statement, 0, order)
    if route:
        assert holds(statement, route)
        assert not holds(statement, route.model_copy(update={"ends": route.ends + 1}))
        assert not holds(statement, route.model_copy(update={"ends": route.ends - 1}))


def test_a_route_that_waits_and_rests_holds() -> None:
    assert holds(SMALL, BEFORE)


def test_what_comes_too_early_too_late_or_without_its_break_does_not_hold() -> None:
    for changes in (
        {"arrivals": (249, 500)},
        {"arrivals": (250, 701), "ends": 751},
        {"breaks": ((0, 470),)},
        {"breaks": ((0, 260),)},
        {"leaves": 90, "breaks": ((0, 99),)},
        {"leaves": 0, "arrivals": (250, 700), "ends": 1_001},
    ):
        assert not holds(SMALL, BEFORE.model_copy(update=changes)), changes


def test_equally_cheap_old_times_are_kept_dearer_ones_are_not() -> None:
    other = BEFORE.model_copy(update={"breaks": ((0, 320),)})
    new = Answer(routes=(other,), objective=0)
    assert with_old_times(SMALL, new, {0: BEFORE}).routes == (BEFORE,)
    longer = BEFORE.model_copy(update={"leaves": 220, "arrivals": (240, 500)})
    assert price_of_route(SMALL, longer) > price_of_route(SMALL, other)
    assert with_old_times(SMALL, new, {0: longer}).routes == (other,)


def test_another_order_or_a_broken_time_keeps_nothing() -> None:
    new = priced(SMALL, (BEFORE,))
    late = BEFORE.model_copy(update={"arrivals": (250, 701), "ends": 751})
    for old in (late, BEFORE.model_copy(update={"visits": (1, 0)})):
        assert with_old_times(SMALL, new, {0: old}).routes == new.routes
