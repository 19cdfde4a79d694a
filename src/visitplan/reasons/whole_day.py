"""A planned day of which nothing is made yet."""

from collections.abc import Collection, Iterable
from functools import cached_property, partial

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route
from visitplan.domain.value import Id
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission, Visit
from visitplan.eligibility.gate import gate
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.footing import Laid, orders_of
from visitplan.routing.routes import routes_of
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.verification.verifier import verify


class WholeDay:
    """The footing before a day begins: everything can be decided."""

    def __init__(self, planned: PlannedDay) -> None:
        self._planned = planned

    @property
    def left(self) -> Day:
        """The day."""
        return self._planned.day

    @cached_property
    def admission(self) -> Admission:
        """What the gate lets in."""
        return gate(self._planned.day)

    @property
    def to_come(self) -> Collection[Id]:
        """All planned cases."""
        return {stop.case_id for route in self._planned.plan.routes for stop in route.stops}

    def laid(self, visits: Iterable[Visit]) -> Laid:
        """Return these visits in numbers."""
        day, matrices, plan = self._planned
        wishes = wishes_of(day, self.admission.barred, plan.yardsticks)
        stated = wished(state_day(day, tuple(visits), day.shifts, matrices), wishes)
        return Laid(
            stated=stated,
            orders=orders_of(stated, plan.routes),
            fixed=frozenset(),
            earliest=0,
            settled=stated.settled_ticks,
            routes=partial(_routes, stated, day),
        )

    def broken(self, plan: Plan) -> tuple[Violation, ...]:
        """Return what another plan of the day breaks."""
        return verify(self._planned.day, self._planned.matrices, plan)


def _routes(stated: Stated, day: Day, answer: Answer) -> tuple[Route, ...]:
    return routes_of(stated, answer, day)
