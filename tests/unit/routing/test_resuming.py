"""Our own search goes on from a good plan, and builds its own where the given one is poor."""

from benchmarks.engine.days import a_working_day
from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.search.solve import solve

DAY = a_working_day(20, seed=3)


def begun() -> Annealing:
    search = Annealing(as_arrays(DAY), 1)
    search.begin()
    return search


def searched(work: int) -> dict[int, tuple[int, ...]]:
    answer = ruin_and_recreate(DAY, Effort(seconds=60, work=work), lambda _: None)
    return {route.shift: route.visits for route in answer.routes}


def test_a_better_plan_is_gone_on_from() -> None:
    search = begun()
    built = search.price
    assert search.resume(searched(work=20))
    assert search.price < built
    assert {s: n for s, n in enumerate(search.length) if n} == {
        shift: len(visits) for shift, visits in searched(work=20).items()
    }


def test_a_poorer_plan_is_let_go() -> None:
    search = begun()
    before = search.price, search.visits.copy(), search.length.copy()
    assert not search.resume({})
    assert search.price == before[0]
    assert (search.visits == before[1]).all()
    assert (search.length == before[2]).all()


def test_a_search_that_begins_well_ends_no_worse() -> None:
    good = ruin_and_recreate(DAY, Effort(seconds=60, work=20), lambda _: None)
    orders = {route.shift: route.visits for route in good.routes}
    start = tuple(orders.get(shift, ()) for shift in range(len(DAY.shifts)))
    again = solve(DAY, Effort(seconds=60, work=1, seed=2, start=start), lambda _: None)
    assert again.objective <= good.objective
