"""The state of our own search: present routes, best routes, and the two ways to go on."""

import math
import random
from collections.abc import Mapping
from typing import Any

import numpy as np

from visitplan.routing.search.cooling import Heat
from visitplan.routing.search.kernel.anneal import anneal, construct, refresh_all, total_price
from visitplan.routing.search.kernel.arrays import NONE, Problem
from visitplan.routing.search.kernel.chance import seeded
from visitplan.routing.search.kernel.recreate import no_places
from visitplan.routing.search.kernel.routes import no_routes, refresh
from visitplan.routing.search.kernel.ruin import no_memory
from visitplan.routing.search.meeting import Standing


class Annealing:
    """Simulated annealing over the compiled ruin and recreate, with episodes about whole shifts."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self._problem, self._routes = problem, no_routes(problem)
        refresh_all(self._problem, self._routes)
        self.visits, self.length = self._routes.visits.copy(), self._routes.length.copy()
        self._price = np.array([self._present_price()], dtype=np.int64)
        self._memory = no_memory(problem, self._routes)
        self._places = no_places(problem)
        self._dice, self._random = seeded(seed), random.Random(seed)  # noqa: S311 - repeatable

    @property
    def price(self) -> int:
        """The price of the best routes so far."""
        return int(self._price[0])

    def begin(self) -> None:
        """Build a first plan.

        Shifts that exclude more others come first: nobody else can go where several people are
        asked for.
        """
        excluded = self._problem.shifts["other_to"] - self._problem.shifts["other_from"]
        order = np.argsort(-excluded, kind="stable")
        space = self._memory, self._places
        construct(self._problem, self._routes, *space, self._dice, order)
        self._hold_for_best()

    def resume(self, orders: Mapping[int, tuple[int, ...]]) -> bool:
        """Go on from these orders of visits by shift if they cost less than the best routes so far.

        Return whether they do.
        """
        before = self._snapshot()
        self._put(orders)
        if self._present_price() >= self.price:
            self._restore(before)
            return False
        self._hold_for_best()
        return True

    def begin_with(self, orders: Mapping[int, tuple[int, ...]]) -> None:
        """Begin with these orders, whatever they cost."""
        self._put(orders)
        self._hold_for_best()

    @property
    def standing(self) -> Standing:
        """The present routes with their price."""
        shifts, present = range(len(self._routes.length)), self.present
        orders = tuple(present.get(shift, ()) for shift in shifts)
        return Standing(price=self._present_price(), orders=orders)

    def go_on_from(self, orders: Mapping[int, tuple[int, ...]]) -> bool:
        """Make these orders of visits by shift the present ones; return whether they are the best.

        The best routes so far are kept where they are cheaper.
        """
        self._put(orders)
        is_best = self._present_price() < self.price
        if is_best:
            self._hold_for_best()
        return is_best

    @property
    def present(self) -> dict[int, tuple[int, ...]]:
        """The present order of visits on each used shift; annealing also takes worse ones."""
        return _orders(self._routes.visits, self._routes.length)

    @property
    def best(self) -> dict[int, tuple[int, ...]]:
        """The best order of visits so far on each used shift."""
        return _orders(self.visits, self.length)

    @property
    def price_of_a_visit(self) -> float:
        """What a planned visit costs on average, penalties of the others not counted."""
        planned = int(self._routes.length.sum())
        return max(1.0, float(self._routes.price.sum()) / max(1, planned))

    def anneal(self, steps: int, heat: Heat, wanted: int = NONE) -> bool:
        """Go on from the present routes; return whether the best were improved."""
        best = self.visits, self.length, self._price
        space = self._memory, self._places
        problem, routes = self._problem, self._routes
        return bool(anneal(problem, routes, *space, best, self._dice, wanted, steps, *heat))

    def try_other_shifts(self, steps: int, heat: Heat) -> bool:
        """Close a used shift, open an unused one, or both, and give it ``steps`` to settle.

        One step alone can hardly do that: the visits of a whole shift have to find new places.
        What excludes the opened shift is closed with it. What was before comes back unless
        annealing accepts the change as a whole.
        """
        before, price = self._snapshot(), self._present_price()
        closed, wanted = self._choose_shifts()
        for shift in {closed, *self._others(wanted)} - {NONE}:
            self._empty(shift)
            self._memory.closed[shift] = True
        improved = self.anneal(steps, heat, wanted)
        self._memory.closed[:] = False
        worse = self._present_price() - price
        if worse > -heat.cold * math.log(1.0 - self._random.random()):
            self._restore(before)
        return improved

    def _choose_shifts(self) -> tuple[int, int]:
        used = np.flatnonzero(self._routes.length).tolist()
        unused = np.flatnonzero(self._routes.length == 0).tolist()
        draw = self._random.random()
        closed = self._random.choice(used) if used and draw < CLOSING else NONE
        if closed != NONE and (others := self._others(closed)) and draw < INSTEAD:
            return closed, self._random.choice(others)
        wanted = self._random.choice(unused) if unused and draw > 1 - OPENING else NONE
        return closed, wanted

    def _others(self, shift: int) -> list[int]:
        """Return the shifts that are not used together with one; none for NONE."""
        if shift == NONE:
            return []
        terms = self._problem.shifts[shift]
        others: list[int] = self._problem.others[terms["other_from"] : terms["other_to"]].tolist()
        return others

    def _empty(self, shift: int) -> None:
        visits = self._routes.visits[shift, : self._routes.length[shift]]
        self._routes.where[visits] = NONE
        self._routes.length[shift] = 0
        refresh(self._problem, self._routes, shift)

    def _put(self, orders: Mapping[int, tuple[int, ...]]) -> None:
        visits, length = np.full_like(self.visits, NONE), np.zeros_like(self.length)
        for shift, order in orders.items():
            visits[shift, : len(order)], length[shift] = order, len(order)
        self._restore((visits, length))

    def _hold_for_best(self) -> None:
        self._price[0] = self._present_price()
        self.visits[:], self.length[:] = self._routes.visits, self._routes.length

    def _snapshot(self) -> tuple[Any, Any]:
        return self._routes.visits.copy(), self._routes.length.copy()

    def _restore(self, snapshot: tuple[Any, Any]) -> None:
        visits, length = snapshot
        self._routes.visits[:], self._routes.length[:] = visits, length
        self._routes.where[:] = NONE
        for shift in np.flatnonzero(length):
            self._routes.where[visits[shift, : length[shift]]] = shift
        refresh_all(self._problem, self._routes)

    def _present_price(self) -> int:
        return int(total_price(self._problem, self._routes))


def _orders(visits: Any, length: Any) -> dict[int, tuple[int, ...]]:
    used = np.flatnonzero(length).tolist()
    return {shift: tuple(visits[shift, : length[shift]].tolist()) for shift in used}


CLOSING, OPENING = 0.75, 0.75
"""How often an episode closes a shift and how often it opens one; half of the time both."""
INSTEAD = 0.5
"""How often a shift that an episode closes makes way for one that it excluded."""
