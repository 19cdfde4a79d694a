"""Visits taken out one by one are all known, and come back where they were."""

import numpy as np

from benchmarks.engine.days import a_working_day
from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.kernel.arrays import NONE, as_arrays
from visitplan.routing.search.kernel.chance import seeded
from visitplan.routing.search.kernel.routes import insert, no_routes, refresh
from visitplan.routing.search.kernel.ruin import no_memory, restore
from visitplan.routing.search.kernel.scatter import MOST_SCATTERED, ruin_scattered

DAY = as_arrays(a_working_day(40, seed=4))


def test_a_scattered_ruin_is_known_and_undone() -> None:
    search = Annealing(DAY, 1)
    search.begin()
    routes = no_routes(DAY)
    for shift, order in search.best.items():
        for at, visit in enumerate(order):
            insert(routes, shift, at, visit)
    for shift in range(len(DAY.shifts)):
        refresh(DAY, routes, shift)
    before = routes.price.copy(), routes.where.copy(), routes.length.copy()
    for seed in range(30):
        memory = no_memory(DAY, routes)
        ruin_scattered(DAY, routes, memory, seeded(seed))
        out = memory.out[: memory.count[0]]
        assert len(set(out.tolist())) == len(out) <= MOST_SCATTERED
        assert (routes.where[out] == NONE).all()
        assert routes.length.sum() == before[2].sum() - len(out)
        restore(DAY, routes, memory)
        for now, then in zip((routes.price, routes.where, routes.length), before, strict=True):
            assert np.array_equal(now, then)
