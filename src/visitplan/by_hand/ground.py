"""The ground that routes made by hand stand on: the day in numbers, with nothing forbidden.

Somebody may draw up a route that no rule allows; it is timed and priced all the same, and the
verifier says what it breaks.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from visitplan.by_hand.refusals import refuse_endless
from visitplan.domain.balance import Yardstick
from visitplan.domain.day import Day
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission, Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.planning.ground import shifts_on_duty
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.routing.yardsticks import yardsticks_of


class Ground(NamedTuple):
    """A located day with its matrices, what the gate says of it, and the day in numbers.

    ``stated`` lets every shift make every visit, those that the gate refused too where somebody
    plans them. ``yardsticks`` are what balance is priced by.
    """

    day: Day
    matrices: Matrices
    admission: Admission
    yardsticks: tuple[Yardstick, ...]
    stated: Stated

    @property
    def penalties(self) -> dict[Id, int]:
        """The unassigned penalty of each visit that the gate lets in, by case id."""
        return {visit.case_id: visit.penalty for visit in self.admission.visits}


def ground_of(day: Day, matrices: Matrices, planned: Collection[Id]) -> Ground:
    """Return the ground for routes with the ``planned`` cases, each of which has a point.

    Raises InputError for a planned visit that takes longer than the day lasts.
    """
    admission = gate(day)
    yardsticks = _yardsticks(day, admission, matrices)
    visits = (*_free_to_all(day, admission), *_forced(day, admission, planned))
    stated = _state_all(day, visits, planned, matrices)
    stated = wished(stated, wishes_of(day, admission.barred, yardsticks))
    return Ground(day, matrices, admission, yardsticks, stated)


def _yardsticks(day: Day, admission: Admission, matrices: Matrices) -> tuple[Yardstick, ...]:
    """Return the yardsticks of the plan that the hand-made routes are compared with."""
    stated = state_day(day, admission.visits, shifts_on_duty(day, admission), matrices)
    return yardsticks_of(stated, day.balance)


def _free_to_all(day: Day, admission: Admission) -> Iterator[Visit]:
    """Yield the admitted visits, as if every shift might make them."""
    everybody = _everybody(day)
    for visit in admission.visits:
        yield visit.model_copy(update={"allowed_shifts": everybody})


def _forced(day: Day, admission: Admission, planned: Collection[Id]) -> Iterator[Visit]:
    """Yield the visits that the gate refused and that somebody planned all the same."""
    refused = {refusal.case_id for refusal in admission.ineligible} & set(planned)
    for case in day.cases:
        if case.id in refused and case.place.point:
            yield Visit(
                case_id=case.id,
                point=case.place.point,
                windows=(_whole_day(day),),
                permitted=(_whole_day(day),),
                service_seconds=case.service_seconds,
                setup_seconds=case.setup_seconds,
                penalty=0,
                allowed_shifts=_everybody(day),
            )


def _everybody(day: Day) -> tuple[Id, ...]:
    return tuple(sorted(shift.id for shift in day.shifts))


def _state_all(
    day: Day, visits: Sequence[Visit], planned: Collection[Id], matrices: Matrices
) -> Stated:
    """State the day; the planned visits that keep to no shift's hours are made at any hour."""
    stated = state_day(day, visits, day.shifts, matrices)
    late = {visit.case_id for visit in stated.hopeless} & set(planned)
    if not late:
        return stated
    free = tuple(_at_any_hour(day, v) if v.case_id in late else v for v in visits)
    stated = state_day(day, free, day.shifts, matrices)
    refuse_endless(sorted({visit.case_id for visit in stated.hopeless} & set(planned)))
    return stated


def _at_any_hour(day: Day, visit: Visit) -> Visit:
    free = {"windows": (_whole_day(day),), "permitted": (_whole_day(day),), "arrival": None}
    return visit.model_copy(update=free)


def _whole_day(day: Day) -> TimeWindow:
    midnight = datetime.combine(day.date, time(), tzinfo=day.time_zone)
    next_day = datetime.combine(day.date + timedelta(days=1), time(), tzinfo=day.time_zone)
    return TimeWindow(opening=midnight, closing=next_day)
