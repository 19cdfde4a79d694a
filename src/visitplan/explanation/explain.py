"""Why not? The truthful reason for each visit that was left out."""

from collections.abc import Mapping, Sequence

from visitplan.domain.day import Day
from visitplan.domain.plan import Insertion, Unassigned
from visitplan.domain.travel import Matrices
from visitplan.domain.visit import Visit
from visitplan.explanation.attempt import Attempt, attempts, is_possible, lawful_arrivals
from visitplan.explanation.displaced import beyond_a_cap, no_room, not_worth_its_way, overlooked
from visitplan.explanation.impossible import out_of_reach, pinned_out_of_hours
from visitplan.explanation.nobody import nobody_may_go


def explain(
    day: Day,
    left_out: Sequence[Visit],
    matrices: Matrices,
    insertions: Mapping[str, Insertion],
) -> tuple[Unassigned, ...]:
    """Return each visit that was left out with its reason, sorted by case id.

    ``impossible`` is proved here, from the day and the matrices alone; whatever is possible alone
    is ``displaced``, and ``insertions`` (by case id) say what serving it in the final plan would
    cost. Each reason names the smallest change known to admit the visit. The matrices know the
    points of all ``left_out`` and of the shifts that are not barred; a barred shift is named as
    the nearest only where they know its points too.
    """
    ordered = sorted(left_out, key=lambda visit: visit.case_id)
    return tuple(
        _explained(visit, day, attempts(visit, day, matrices), insertions.get(visit.case_id))
        for visit in ordered
    )


def _explained(
    visit: Visit, day: Day, everybody: Sequence[Attempt], insertion: Insertion | None
) -> Unassigned:
    if not visit.allowed_shifts:
        case = next(case for case in day.cases if case.id == visit.case_id)
        return nobody_may_go(visit, everybody, case, day)
    allowed = [attempt for attempt in everybody if attempt.shift.id in visit.allowed_shifts]
    if not lawful_arrivals(visit):
        return pinned_out_of_hours(allowed)
    possible = [attempt for attempt in allowed if is_possible(attempt)]
    if not possible:
        return out_of_reach(allowed)
    if insertion is None or insertion.extra_cost is None:
        return no_room(visit, insertion, possible)
    return _fits(visit, insertion, insertion.extra_cost, day)


def _fits(visit: Visit, insertion: Insertion, extra_cost: int, day: Day) -> Unassigned:
    """Explain a visit for which a route has time."""
    if extra_cost >= visit.penalty:
        return not_worth_its_way(visit, insertion, extra_cost, day)
    if insertion.full:
        return beyond_a_cap(visit, insertion, extra_cost, day)
    return overlooked(visit, insertion, extra_cost, day)
