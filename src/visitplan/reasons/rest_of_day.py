"""A planned day under way: what was made by a moment stays, the rest can still be decided."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cached_property

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission, Visit
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.footing import Laid, orders_of
from visitplan.replanning.facts import as_far_as_it_went, facts_and_breaches
from visitplan.replanning.ground import left_of, stated
from visitplan.underway.pinned_back import pinned_back


class RestOfDay:
    """The footing from a moment on: shifts go on from where and when their agents are free."""

    def __init__(self, planned: PlannedDay, *, events: Sequence[Event], at: datetime) -> None:
        self._plan, self._at = planned.plan, at
        self._left = left_of(planned, events, at)

    @property
    def left(self) -> Day:
        """The rest of the day."""
        return self._left.scene.rest

    @cached_property
    def admission(self) -> Admission:
        """What the gate lets in beside what was made; pinned orders reach back into that."""
        scene, admission = self._left.scene, self._left.admission
        visits = pinned_back(admission.visits, scene.day, scene.standings)
        return admission.model_copy(update={"visits": visits})

    @property
    def to_come(self) -> Collection[Id]:
        """The planned cases that nobody was at or had to set out for."""
        planned = {stop.case_id for route in self._plan.routes for stop in route.stops}
        return planned & {case.id for case in self.left.cases}

    def laid(self, visits: Iterable[Visit]) -> Laid:
        """Return these visits in numbers, each begun route behind its last visit made."""
        rest = stated(self._left, visits)
        numbers = rest.onward.stated
        return Laid(
            stated=numbers,
            orders=orders_of(numbers, (s.route for s in self._left.scene.standings.values())),
            fixed=rest.onward.anchors,
            earliest=numbers.horizon.seconds(self._at),
            settled=rest.settled,
            routes=rest.routes,
        )

    def broken(self, plan: Plan) -> tuple[Violation, ...]:
        """Return what another plan breaks that was not broken at the moment of deciding."""
        went = as_far_as_it_went(self._left, self._plan)
        return facts_and_breaches(self._left.scene, plan, went)[1]
