"""Who would have to go: the visits whose place one that was left out could take."""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.reasons.bench import Bench
from visitplan.routing.capping import is_over
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import Placement, keeps_orders, placed


class Instead(NamedTuple):
    """The visits that go, from whose route, and by how much the plan is dearer in all."""

    case_ids: tuple[str, ...]
    shift_id: str
    dearer: int


def instead_of(bench: Bench, case_id: str) -> Instead | None:
    """Return the fewest neighbours on one route in whose place the visit fits; None: nowhere.

    Of equally many, those whose loss is the least in money, all penalties counted. Every route
    and every stretch of it is tried, so that fewer neighbours would not do.
    """
    visit, number = bench.visits[case_id], bench.numbers[case_id]
    longest = max((len(route.visits) for route in bench.routes.values()), default=0)
    gaps = bench.asking(bench.gaps(), visit)
    shifts = [bench.shift_numbers[shift_id] for shift_id in visit.allowed_shifts]
    able = [shift for shift in shifts if shift in gaps.routes]
    for count in range(1, longest + 1):
        found = [each for s in able for each in _swaps(gaps, number, s, count, bench.laid.fixed)]
        if found:
            return _told(bench, number, min(found, key=lambda each: (each[0], each[1])))
    return None


def _swaps(
    gaps: Gaps, number: int, shift: int, count: int, fixed: frozenset[int]
) -> Iterator[tuple[int, tuple[int, ...], Placement]]:
    order = gaps.routes[shift].visits
    for first in range(len(fixed & {*order[:1]}), len(order) - count + 1):
        gone, changed = order[first : first + count], _changed(order, number, first, count)
        over = is_over(gaps.statement, {**gaps.orders, shift: changed})
        if not over and keeps_orders(gaps.statement, {shift: changed}):
            place = placed(gaps, shift, changed)
            if place:
                lost = sum(gaps.statement.visits[each].penalty for each in gone)
                yield place.extra + lost, gone, place


def _changed(order: tuple[int, ...], number: int, first: int, count: int) -> tuple[int, ...]:
    return (*order[:first], number, *order[first + count :])


def _told(bench: Bench, number: int, swap: tuple[int, tuple[int, ...], Placement]) -> Instead:
    lost, gone, place = swap
    own = bench.visits[bench.stated.visits[number].case_id].penalty
    return Instead(
        case_ids=tuple(bench.stated.visits[each].case_id for each in gone),
        shift_id=bench.stated.shifts[place.route.shift].id,
        dearer=round(lost / TICKS_PER_MINOR_UNIT) - own,
    )
