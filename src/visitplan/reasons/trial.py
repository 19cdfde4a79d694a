"""A change tried: the visit put into the plan as it would be, and all that is touched verified."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route, Stop, Unassigned
from visitplan.domain.visit import Admission, Visit
from visitplan.eligibility.gate import gate
from visitplan.explanation.proposal import Proposal
from visitplan.explanation.told import Remedy
from visitplan.planning.ground import shifts_on_duty
from visitplan.reasons.bench import Bench
from visitplan.reasons.kin import kin_of
from visitplan.routing.adding import add_visit
from visitplan.routing.disagreement import RefusedError
from visitplan.routing.price import priced
from visitplan.routing.routes import left_out, routes_of
from visitplan.routing.statement import Answer, TimedRoute
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.timetable import timetable
from visitplan.routing.wishes import wished, wishes_of
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify

AT_ANY_PRICE = 10**10
"""In minor units: more than any route costs."""


class _Touched(NamedTuple):
    """What of a changed day a visit touches: a day of its own, and the routes that are there."""

    day: Day
    routes: tuple[Route, ...]


def tried(bench: Bench, proposal: Proposal, case_id: str) -> Remedy | None:
    """Return the remedy that a proposal is; None where it does not admit the visit.

    The changed day passes the gate again. The visit is added to the plan at its cheapest place on
    the shift proposed, where that costs less than leaving it out; the complete model confirms the
    route, and the verifier all of what is touched: the routes of the shift's crew, and of whoever
    visits another case of the same person or address. All other routes stand as they are.
    """
    touched = _touched(bench, proposal, case_id)
    admission = gate(touched.day)
    planned = {stop.case_id for route in touched.routes for stop in route.stops}
    if not planned | {case_id} <= {visit.case_id for visit in admission.visits}:
        return None
    stated = _stated(bench, proposal, touched, admission, case_id)
    answer = _with_the_visit(stated, touched, case_id)
    if answer is None:
        return None
    plan = _planned(bench, touched.day, admission, stated, answer)
    if verify(touched.day, bench.matrices_on(touched.day), plan):
        return None
    return _remedy(proposal, case_id, plan, touched, admission)


def _remedy(
    proposal: Proposal, case_id: str, plan: Plan, touched: _Touched, admission: Admission
) -> Remedy | None:
    now = sum(route.cost.total for route in touched.routes)
    extra = sum(route.cost.total for route in plan.routes) - now
    penalty = next(visit.penalty for visit in admission.visits if visit.case_id == case_id)
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


def _touched(bench: Bench, proposal: Proposal, case_id: str) -> _Touched:
    day = proposal.day
    same_day = day.date == bench.day.date
    shift = next(shift for shift in day.shifts if shift.id == proposal.shift_id)
    kin = kin_of(case_id, day)
    routes = tuple(
        route
        for route in bench.plan.routes
        if same_day and (set(route.crew) & set(shift.crew) or kin & _cases_of(route))
    )
    touched = kin | {case for route in routes for case in _cases_of(route)}
    cases = tuple(case for case in day.cases if case.id in touched)
    pins = tuple(pin for pin in day.pins if pin.case_id in touched)
    return _Touched(day.model_copy(update={"cases": cases, "pins": pins, "baseline": ()}), routes)


def _cases_of(route: Route) -> set[str]:
    return {stop.case_id for stop in route.stops}


def _stated(
    bench: Bench, proposal: Proposal, touched: _Touched, admission: Admission, case_id: str
) -> Stated:
    """State what is touched; the visit may go to the proposed shift alone."""
    visits = [
        _as_proposed(proposal, visit) if visit.case_id == case_id else visit
        for visit in admission.visits
    ]
    on_duty = shifts_on_duty(touched.day, admission)
    stated = state_day(touched.day, visits, on_duty, bench.matrices_on(touched.day))
    return wished(stated, wishes_of(touched.day, admission.barred, bench.plan.yardsticks))


def _as_proposed(proposal: Proposal, visit: Visit) -> Visit:
    """Let the visit go to one shift; on another day, of which no plan is known, at any price."""
    allowed = tuple(each for each in visit.allowed_shifts if each == proposal.shift_id)
    dear = {"penalty": AT_ANY_PRICE} if proposal.kind == "another_day" else {}
    return visit.model_copy(update={"allowed_shifts": allowed, **dear})


def _with_the_visit(stated: Stated, touched: _Touched, case_id: str) -> Answer | None:
    """Return the routes with the visit; None where it is beyond hope, too dear or refused."""
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    shifts = {shift.id: number for number, shift in enumerate(stated.shifts)}
    if case_id not in numbers or any(route.shift_id not in shifts for route in touched.routes):
        return None
    routes = [_timed(stated, shifts[route.shift_id], numbers, route) for route in touched.routes]
    if None in routes:
        return None
    before = priced(stated.statement, tuple(route for route in routes if route))
    try:
        return add_visit(stated.statement, before, numbers[case_id])
    except RefusedError:
        return None


def _timed(stated: Stated, shift: int, numbers: dict[str, int], route: Route) -> TimedRoute | None:
    if any(stop.case_id not in numbers for stop in route.stops):
        return None
    return timetable(stated.statement, shift, [numbers[stop.case_id] for stop in route.stops])


def _planned(bench: Bench, day: Day, admission: Admission, stated: Stated, answer: Answer) -> Plan:
    objective = answer.objective + stated.hopeless_ticks
    plan = bench.plan.model_copy(
        update={
            "date": day.date,
            "routes": routes_of(stated, answer, day),
            "unassigned": _unassigned(left_out(stated, answer)),
            "ineligible": admission.ineligible,
            "barred": admission.barred,
            "manifest": bench.plan.manifest.model_copy(update={"objective": objective}),
        }
    )
    return invoiced(day, bench.matrices_on(day), plan)


def _unassigned(visits: Collection[Visit]) -> tuple[Unassigned, ...]:
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
