"""The ways through a cooling: the whole day at once, beside others, or in rounds of parts.

Searches side by side meet after each round, and all go on from the cheapest present routes: so
one of them ends cheaper than the best of them would alone.

Of a large day, in each round the day is cut anew, and each part is annealed for its share of the
round while the temperature falls alike in all. So every part is at the same temperature as a
search of the whole would be, and what a seam held apart comes together in the next round.
"""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping

from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.cooling import Budget, Heat
from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.meeting import Meet
from visitplan.routing.search.part import Orders, Part, part_of
from visitplan.routing.search.partition import partition

ROUNDS = 20
MEETINGS = 10
EPISODES = 4
"""One stage in so many tries another set of shifts."""

Way = Callable[[Annealing, Budget, Heat], Iterator[bool]]


def as_a_whole(
    search: Annealing,
    budget: Budget,
    heat: Heat,
    share: float = 1.0,
    numbers: Iterator[int] | None = None,
) -> Iterator[bool]:
    """Anneal stage by stage; yield after each whether the best routes were improved.

    ``numbers`` number the stages on from earlier ones (None: from 1).
    """
    numbered = zip(numbers or itertools.count(1), budget.stages(heat, share), strict=False)
    for number, stage in numbered:
        proceed = search.try_other_shifts if number % EPISODES == 0 else search.anneal
        yield proceed(stage.steps, stage.heat)


def beside_others(meet: Meet) -> Way:
    """Return the way of a search that meets others at equal shares of its effort."""

    def way(search: Annealing, budget: Budget, heat: Heat) -> Iterator[bool]:
        numbers = itertools.count(1)
        for number in range(MEETINGS):
            own = heat.between(number / MEETINGS, (number + 1) / MEETINGS)
            yield from as_a_whole(search, budget, own, 1 / (MEETINGS - number), numbers)
            yield search.go_on_from(meet(search.standing).by_shift)

    return way


def by_parts(problem: Problem, seed: int, meet: Meet | None = None) -> Way:
    """Return the way in rounds of parts of a problem, whose cuts and chances a seed decides.

    With ``meet``, it is beside others, and meets them after each round.
    """

    def way(search: Annealing, budget: Budget, heat: Heat) -> Iterator[bool]:
        dice, present = random.Random(seed), search.present  # noqa: S311 - repeatable
        for number in range(ROUNDS):
            if budget.is_spent:
                return
            own = heat.between(number / ROUNDS, (number + 1) / ROUNDS)
            share = _Share(rounds=ROUNDS - number, visits=len(problem.visits))
            best = dict(present)
            for cut in partition(problem, present, dice):
                part = part_of(problem, cut.visits, cut.shifts)
                inner = Annealing(part.problem, dice.randrange(2**32))
                inner.begin_with(part.numbered(present))
                for _ in as_a_whole(inner, budget, own, share.of(len(cut.visits))):
                    yield False
                present = _with_part(present, part, inner.present)
                best = _with_part(best, part, inner.best)
                yield search.resume(best)
            if meet is not None:
                search.go_on_from(present)
                present = meet(search.standing).by_shift
                yield search.go_on_from(present)

    return way


class _Share:
    """What share of the effort that is left goes to the next part of this round."""

    def __init__(self, rounds: int, visits: int) -> None:
        self._left = rounds * visits

    def of(self, visits: int) -> float:
        """Return the share of a part with so many visits, which is used up by that."""
        share = visits / self._left
        self._left -= visits
        return share


def _with_part(orders: Mapping[int, tuple[int, ...]], part: Part, own: Orders) -> Orders:
    """Return the whole's orders with those of a part in place of the ones on its shifts."""
    replaced = set(part.shifts.tolist())
    return {s: order for s, order in orders.items() if s not in replaced} | part.told(own)
