"""What a question about one visit more stands on: a whole day, or what is left of one."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route
from visitplan.domain.value import Id
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission, Visit
from visitplan.planning.terms import PlannedDay
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated


class Laid(NamedTuple):
    """Visits and shifts in numbers, and the plan's present routes among them.

    ``orders`` are the visits of each used shift that are still to come, behind the one of
    ``fixed`` that stands for all that was made. Nobody begins before ``earliest``, in seconds.
    ``settled`` are the ticks that no decision changes, ``routes`` the whole routes of an answer.
    """

    stated: Stated
    orders: Mapping[int, tuple[int, ...]]
    fixed: frozenset[int]
    earliest: int
    settled: int
    routes: Callable[[Answer], tuple[Route, ...]]


class Footing(Protocol):
    """A planned day, as far as it can still be decided."""

    @property
    def left(self) -> Day:
        """The day as it can still be decided: its cases not yet made, its shifts as they are."""

    @property
    def admission(self) -> Admission:
        """What the gate lets in of it; barred shifts are those of the whole day."""

    @property
    def to_come(self) -> Collection[Id]:
        """The planned cases whose visits are not made yet."""

    def laid(self, visits: Iterable[Visit]) -> Laid:
        """Return these visits in numbers, barred shifts among the others."""

    def broken(self, plan: Plan) -> tuple[Violation, ...]:
        """Return what another plan of this day breaks that was not broken before."""


Footings = Callable[[PlannedDay], Footing]
"""How a planned day is looked at."""


def orders_of(stated: Stated, routes: Iterable[Route]) -> dict[int, tuple[int, ...]]:
    """Return the stops of routes in numbers, by number of shift; what has none is left away."""
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    shifts = {shift.id: number for number, shift in enumerate(stated.shifts)}
    found = {
        shifts[route.shift_id]: tuple(
            numbers[stop.case_id] for stop in route.stops if stop.case_id in numbers
        )
        for route in routes
        if route.shift_id in shifts
    }
    return {shift: order for shift, order in found.items() if order}
