"""What is told of the cases of a plan: why, by how much, and what would admit them."""

from collections.abc import Iterable

from visitplan.domain.plan import Unassigned
from visitplan.domain.visit import Ineligible
from visitplan.explanation.attempt import Attempt, attempts
from visitplan.explanation.failed import checked, failed_attempt, shortfall
from visitplan.explanation.told import Remedy, Told
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.bench import Bench
from visitplan.reasons.dates import lawful_from
from visitplan.reasons.elsewhere import alternatives
from visitplan.reasons.footing import Footings
from visitplan.reasons.instead import instead_of
from visitplan.reasons.refused import remedies_of_refused
from visitplan.reasons.remedies import Admitted, remedies
from visitplan.reasons.whole_day import WholeDay

ALL = 99


def reasons_of(planned: PlannedDay, stands_on: Footings = WholeDay) -> tuple[Told, ...]:
    """Return what is told of each case on no route, sorted by case; of remedies the smallest.

    ``stands_on`` is how the day is looked at: as a whole, or from a moment of it on.
    """
    bench, plan = Bench(planned, stands_on), planned.plan
    unassigned = (_of_unassigned(bench, each, at_most=1) for each in plan.unassigned)
    refused = (_of_ineligible(bench, each, at_most=1) for each in plan.ineligible)
    return tuple(sorted((*unassigned, *refused), key=lambda told: told.case_id))


def reasons_of_one(
    planned: PlannedDay, case_id: str, stands_on: Footings = WholeDay
) -> tuple[Told, ...]:
    """Return all that is told of one case: every remedy, every alternative; empty if unknown."""
    plan = planned.plan
    if any(stop.case_id == case_id for route in plan.routes for stop in route.stops):
        others = alternatives(Bench(planned, stands_on), case_id)
        return (Told(case_id=case_id, fate="planned", alternatives=others),)
    unassigned = [each for each in plan.unassigned if each.case_id == case_id]
    refused = [each for each in plan.ineligible if each.case_id == case_id]
    if not (unassigned or refused):
        return ()
    bench = Bench(planned, stands_on)
    return (
        *(_of_unassigned(bench, each, at_most=ALL) for each in unassigned),
        *(_of_ineligible(bench, each, at_most=ALL) for each in refused),
    )


def _of_ineligible(bench: Bench, refused: Ineligible, *, at_most: int) -> Told:
    first = refused.refusals[0]
    return Told(
        case_id=refused.case_id,
        fate="ineligible",
        rule=first.rule,
        reason=first.reason,
        lawful_from=lawful_from(bench, refused.case_id),
        remedies=_told(remedies_of_refused(bench, refused, at_most=at_most)),
    )


def _of_unassigned(bench: Bench, left: Unassigned, *, at_most: int) -> Told:
    visit, case = bench.visits[left.case_id], bench.cases[left.case_id]
    everybody = attempts(visit, bench.left, bench.matrices)
    allowed = [each for each in everybody if each.shift.id in visit.allowed_shifts]
    no_room = left.kind == "displaced" and left.extra_cost is None
    instead = instead_of(bench, left.case_id) if no_room else None
    return Told(
        case_id=left.case_id,
        fate=left.kind,
        rule=left.rule,
        reason=left.reason,
        attempt=_failed(allowed) if left.kind == "impossible" else None,
        checked=checked(everybody, case, bench.left) if left.kind == "impossible" else (),
        penalty=left.penalty,
        extra_cost=left.extra_cost,
        instead_of=instead.case_ids if instead else (),
        instead_dearer=instead.dearer if instead else None,
        remedies=_told(remedies(bench, left.case_id, at_most=at_most)),
    )


def _failed(allowed: list[Attempt]) -> str | None:
    """Return how the nearest of those who may go fails."""
    short = {attempt: shortfall(attempt) for attempt in allowed}
    known = {attempt: seconds for attempt, seconds in short.items() if seconds is not None}
    if not known:
        return None
    nearest = min(known, key=lambda attempt: (known[attempt], attempt.shift.id))
    how = failed_attempt(nearest)
    return f"{nearest.shift.id} {how}" if how else None


def _told(found: Iterable[Admitted]) -> tuple[Remedy, ...]:
    return tuple(each.remedy for each in found)
