"""A large day is searched in parts that add up to the whole, and are cut anew in every round."""

import random

import pytest

from benchmarks.engine.days import a_working_day
from unit.routing.small_statements import a_statement, shift_terms, visit_terms
from visitplan.routing.search import partition as cutting
from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.cooling import Budget, Heat
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.part import part_of
from visitplan.routing.search.partition import Cut, is_partible, partition
from visitplan.routing.search.rounds import by_parts

DAY = as_arrays(a_working_day(60, seed=2))


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PART", 20)


def begun() -> Annealing:
    search = Annealing(DAY, 1)
    search.begin()
    return search


def cuts(seed: int = 1) -> list[Cut]:
    return partition(DAY, begun().present, random.Random(seed))


def test_every_visit_and_every_shift_is_in_one_part() -> None:
    parts = cuts()
    assert len(parts) == 3
    assert sorted(v for cut in parts for v in cut.visits) == list(range(len(DAY.visits)))
    assert sorted(s for cut in parts for s in cut.shifts) == list(range(len(DAY.shifts)))


def test_a_visit_on_a_route_goes_with_its_shift() -> None:
    present = begun().present
    for cut in cuts():
        planned = {visit for shift in cut.shifts for visit in present.get(shift, ())}
        assert planned <= set(cut.visits)


def test_another_round_cuts_elsewhere() -> None:
    assert len({str(cuts(seed)) for seed in range(6)}) > 1
    assert cuts(3) == cuts(3)


def test_parts_cost_together_what_the_whole_costs() -> None:
    search, prices = begun(), []
    for cut in cuts():
        part = part_of(DAY, cut.visits, cut.shifts)
        inner = Annealing(part.problem, 1)
        inner.begin_with(part.numbered(search.present))
        prices.append(inner.price)
    assert sum(prices) == search.price


def test_orders_come_back_from_a_part_as_they_went_in() -> None:
    present = begun().present
    cut = cuts()[0]
    part = part_of(DAY, cut.visits, cut.shifts)
    own = {shift: order for shift, order in present.items() if shift in cut.shifts}
    assert part.told(part.numbered(present)) == own


def test_neighbours_in_a_part_are_those_of_the_whole_that_are_in_it() -> None:
    cut = cuts()[0]
    part = part_of(DAY, cut.visits, cut.shifts)
    for number, visit in enumerate(part.visits.tolist()):
        near = part.visits[part.problem.near[number]].tolist()
        expected = [other for other in DAY.near[visit].tolist() if other in set(cut.visits)]
        assert near == expected + [visit] * (len(near) - len(expected))


def test_rounds_of_parts_find_a_cheaper_plan_and_repeat_it() -> None:
    found = []
    for _ in range(2):
        search, heat = begun(), Heat(0.2, 0.01)
        before = search.price
        budget = Budget(Effort(seconds=0, work=4))
        improved = any(list(by_parts(DAY, 7)(search, budget, heat.times(search.price_of_a_visit))))
        assert improved
        assert search.price < before
        found.append(search.best)
    assert found[0] == found[1]


def test_only_large_days_without_ties_are_searched_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutting, "LARGE", 2)
    two = (visit_terms(shifts=(0, 1)), visit_terms(shifts=(0, 1)))
    pinned = (two[0], visit_terms(shifts=(0, 1), after=(0,)))
    shifts = (shift_terms(), shift_terms())
    crews = (shift_terms(excludes=(1,)), shift_terms(excludes=(0,)))
    assert is_partible(as_arrays(a_statement(two, shifts)))
    assert not is_partible(as_arrays(a_statement(two[:1], shifts)))
    assert not is_partible(as_arrays(a_statement(pinned, shifts)))
    assert not is_partible(as_arrays(a_statement(two, crews)))
