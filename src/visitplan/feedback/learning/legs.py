"""Ways and stays as they were, taken out of when visits ended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.outcome import Outcome
from visitplan.domain.plan import Plan, Route, Stop
from visitplan.domain.value import Id

MOST_TIMES = 4
"""What took longer than this many times the plan was something else: a pause, a late report."""


class Leg(NamedTuple):
    """A way with the stay at its end: seconds as planned, and what both took together.

    ``setup`` is no part of ``took``. ``opened`` tells whether somebody did.
    """

    date: date
    travel: int
    service: int
    opened: bool
    took: int


def legs_of(plan: Plan, outcomes: Iterable[Outcome]) -> Iterator[Leg]:
    """Yield the legs of a plan between visits that ended one after the other, as planned.

    Left out are legs with a break or a wait, and any after which an agent did something else.
    """
    ended = {each.case_id: each for each in outcomes if each.meaning.rang}
    for route in plan.routes:
        for before, stop in pairwise(route.stops):
            leg = _leg(plan.date, route, (before, stop), ended)
            if leg:
                yield leg


def _leg(
    on: date, route: Route, stops: tuple[Stop, Stop], ended: Mapping[Id, Outcome]
) -> Leg | None:
    before, stop = stops
    if stop.waiting_seconds or _rests_between(route, before, stop):
        return None
    one, other = ended.get(before.case_id), ended.get(stop.case_id)
    if one is None or other is None or {one.agent_id, other.agent_id} - set(route.crew):
        return None
    service = round(stop.departure.timestamp() - stop.arrival.timestamp())
    took = round(other.at.timestamp() - one.at.timestamp()) - stop.setup_seconds
    if not 0 < took <= MOST_TIMES * (stop.travel_seconds + service):
        return None
    return Leg(on, stop.travel_seconds, service, other.meaning.reached, took)


def _rests_between(route: Route, before: Stop, stop: Stop) -> bool:
    return any(before.departure <= rest.start < stop.arrival for rest in route.breaks)
