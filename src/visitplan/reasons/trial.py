"""A change tried: the visit put into the plan as it would be, and all that is touched verified."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.plan import Plan, Route, Stop, Unassigned
from visitplan.domain.visit import Visit
from visitplan.explanation.proposal import Proposal
from visitplan.explanation.told import Remedy
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.bench import Bench
from visitplan.reasons.footing import Footing, Laid
from visitplan.reasons.whole_day import WholeDay
from visitplan.routing.adding import add_visit
from visitplan.routing.disagreement import RefusedError
from visitplan.routing.price import priced
from visitplan.routing.routes import left_out
from visitplan.routing.statement import Answer
from visitplan.routing.timetable import timetable
from visitplan.verification.invoice import invoiced

AT_ANY_PRICE = 10**10
"""In minor units: more than any route costs."""


class _Scene(NamedTuple):
    """What of a changed day a visit touches, as it is planned now, and how that is looked at."""

    planned: PlannedDay
    footing: Footing


def tried(bench: Bench, proposal: Proposal, case_id: str) -> Remedy | None:
    """Return the remedy that a proposal is; None where it does not admit the visit.

    The changed day passes the gate again. The visit is added to the plan at its cheapest place on
    the shift proposed, where that costs less than leaving it out; the complete model confirms the
    route, and the verifier all of what is touched: the routes of the shift's crew, and of whoever
    visits another case of the same person or address. All other routes stand as they are.
    """
    scene = _scene(bench, proposal, case_id)
    visits = scene.footing.admission.visits
    if not {*scene.footing.to_come, case_id} <= {visit.case_id for visit in visits}:
        return None
    laid = scene.footing.laid(
        [_as_proposed(proposal, v) if v.case_id == case_id else v for v in visits]
    )
    answer = _with_the_visit(laid, scene, case_id)
    if answer is None:
        return None
    plan = _planned(scene, laid, answer)
    return None if scene.footing.broken(plan) else _remedy(proposal, case_id, plan, scene)


def _scene(bench: Bench, proposal: Proposal, case_id: str) -> _Scene:
    shift = next(shift for shift in proposal.day.shifts if shift.id == proposal.shift_id)
    planned = bench.part(proposal.day, case_id, shift.crew)
    stands_on = bench.stands_on if planned.day.date == bench.day.date else WholeDay
    return _Scene(planned, stands_on(planned))


def _remedy(proposal: Proposal, case_id: str, plan: Plan, scene: _Scene) -> Remedy | None:
    now = sum(route.cost.total for route in scene.planned.plan.routes)
    extra = sum(route.cost.total for route in plan.routes) - now
    visits = scene.footing.admission.visits
    penalty = next(visit.penalty for visit in visits if visit.case_id == case_id)
    if extra >= penalty and proposal.kind != "another_day":
        return None
    route, stop = next(_stops(plan, case_id))
    return Remedy(
        kind=proposal.kind,
        change=proposal.change,
        size=proposal.size,
        shift_id=route.shift_id,
        arrival=stop.arrival,
        departure=stop.departure,
        extra_cost=extra,
        penalty=penalty,
    )


def _stops(plan: Plan, case_id: str) -> Iterator[tuple[Route, Stop]]:
    return ((r, stop) for r in plan.routes for stop in r.stops if stop.case_id == case_id)


def _as_proposed(proposal: Proposal, visit: Visit) -> Visit:
    """Let the visit go to one shift; on another day, of which no plan is known, at any price."""
    allowed = tuple(each for each in visit.allowed_shifts if each == proposal.shift_id)
    dear = {"penalty": AT_ANY_PRICE} if proposal.kind == "another_day" else {}
    return visit.model_copy(update={"allowed_shifts": allowed, **dear})


def _with_the_visit(laid: Laid, scene: _Scene, case_id: str) -> Answer | None:
    """Return the routes with the visit; None where it is beyond hope, too dear or refused."""
    statement = laid.stated.statement
    numbers = {visit.case_id: number for number, visit in enumerate(laid.stated.visits)}
    stated = sum(map(len, laid.orders.values()))
    if case_id not in numbers or stated < len(scene.footing.to_come) + len(laid.fixed):
        return None
    found = [timetable(statement, shift, order) for shift, order in laid.orders.items()]
    routes = tuple(route for route in found if route)
    if len(routes) < len(found):
        return None
    try:
        return add_visit(statement, priced(statement, routes), numbers[case_id])
    except RefusedError:
        return None


def _planned(scene: _Scene, laid: Laid, answer: Answer) -> Plan:
    day, matrices, before = scene.planned
    admission = scene.footing.admission
    objective = answer.objective + laid.settled
    plan = before.model_copy(
        update={
            "date": day.date,
            "routes": laid.routes(answer),
            "unassigned": _unassigned(left_out(laid.stated, answer)),
            "ineligible": admission.ineligible,
            "barred": admission.barred,
            "manifest": before.manifest.model_copy(update={"objective": objective}),
        }
    )
    return invoiced(day, matrices, plan)


def _unassigned(visits: Sequence[Visit]) -> tuple[Unassigned, ...]:
    """Return the visits that stay out; why, is not the question here."""
    return tuple(
        Unassigned(
            case_id=visit.case_id,
            kind="displaced",
            rule="not_tried",
            reason="left out as before",
            penalty=visit.penalty,
        )
        for visit in sorted(visits, key=lambda visit: visit.case_id)
    )
