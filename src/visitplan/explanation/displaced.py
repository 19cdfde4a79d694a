"""Visits that could be served, but not with profit in this plan."""

from collections.abc import Sequence
from typing import get_args

from visitplan.domain.case import Priority
from visitplan.domain.day import Day
from visitplan.domain.plan import Insertion, Unassigned
from visitplan.domain.visit import Visit
from visitplan.explanation.attempt import Attempt
from visitplan.explanation.money import price
from visitplan.explanation.verdict import displaced
from visitplan.explanation.wording import cap_of, listed, one_more, reason

_UPWARDS: tuple[Priority, ...] = tuple(reversed(get_args(Priority)))


def not_worth_its_way(visit: Visit, insertion: Insertion, extra_cost: int, day: Day) -> Unassigned:
    """Explain a visit that fits the plan at an extra cost of at least its penalty."""
    fact = (
        f"serving it on {insertion.shift_id} costs {price(extra_cost, day.currency)} more,"
        f" leaving it out {price(visit.penalty, day.currency)}"
    )
    why = f"{fact}; it would be worth its way if {_dear_enough(extra_cost, day)}"
    return displaced(visit, "penalty", why, insertion)


def overlooked(visit: Visit, insertion: Insertion, extra_cost: int, day: Day) -> Unassigned:
    """Explain, truthfully, a visit whose insertion would have paid: the search ended too soon."""
    fact = (
        f"serving it on {insertion.shift_id} costs {price(extra_cost, day.currency)} more,"
        f" less than leaving it out ({price(visit.penalty, day.currency)})"
    )
    return displaced(visit, "search", f"{fact}; a longer search would gain by it", insertion)


def beyond_a_cap(visit: Visit, insertion: Insertion, extra_cost: int, day: Day) -> Unassigned:
    """Explain a visit that would be worth its way, on a day that has visits enough."""
    whose = listed(map(cap_of, insertion.full))
    fact = (
        f"the daily cap of {whose} is reached; it would cost"
        f" {price(extra_cost, day.currency)} more on {insertion.shift_id}"
    )
    return displaced(visit, "daily_cap", reason(fact, one_more(insertion.full)), insertion)


def no_room(visit: Visit, insertion: Insertion | None, possible: Sequence[Attempt]) -> Unassigned:
    """Explain a visit that fits no route of this plan beside the visits that are there."""
    if insertion is not None and insertion.instead_of:
        others = listed(insertion.instead_of)
        fact = f"it fits {insertion.shift_id} only instead of {others}"
        return displaced(visit, "room", reason(fact, f"{others} were left out"), insertion)
    fact = _no_room_on(possible)
    another = f"one more shift like {possible[0].shift.id} were on duty"
    conditions = [f"it were not pinned after {listed(visit.after)}"] if visit.after else []
    return displaced(visit, "room", reason(fact, *conditions, another), insertion)


def _no_room_on(possible: Sequence[Attempt]) -> str:
    crews = sorted(attempt.shift.id for attempt in possible if attempt.shift.joined)
    if len(crews) < len(possible):
        return "no shift that may go has room for it in this plan"
    return f"{listed(crews)} may go, but has no room or its people go otherwise in this plan"


def _dear_enough(extra_cost: int, day: Day) -> str:
    for priority in _UPWARDS:
        if day.policy.penalties.of(priority) > extra_cost:
            return f"its priority were {priority}"
    return f"its penalty were at least {price(extra_cost + 1, day.currency)}"
