"""Routes made by hand, priced and checked by what prices and checks our own."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta

from visitplan.domain.balance import Yardstick
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Unassigned
from visitplan.domain.travel import Matrices, Travel
from visitplan.domain.visit import Admission, Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError
from visitplan.manning import crews_in, manned
from visitplan.planning import PlannedDay, Provenance, drafted, measure, shifts_on_duty
from visitplan.routing.hand import time_by_hand
from visitplan.routing.routes import routes_of
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.routing.yardsticks import yardsticks_of
from visitplan.verification.invoice import invoiced


def price_by_hand(
    day: Day, travel: Travel, hand: Sequence[HandRoute], *, provenance: Provenance
) -> PlannedDay:
    """Time and price routes made by hand; nothing is refused, ``verify`` says what is broken.

    Cases on a hand-made route are in it even where the gate would refuse them. Raises InputError
    when a route leads to a place that is not known.
    """
    located, noticed = manned(day, travel, crews_in(hand, day))
    admission = gate(located)
    matrices = measure(located, travel)
    planned = {case_id for route in hand for case_id in route.case_ids}
    _refuse_unformed_crews(located, hand)
    _refuse_unknown_places(located, matrices, hand)
    visits = _visits_by_hand(located, admission, planned)
    yardsticks = _yardsticks(located, admission, matrices)
    stated = _state_all(located, visits, planned, matrices)
    stated = wished(stated, wishes_of(located, admission.barred, yardsticks))
    answer = time_by_hand(stated, hand)
    draft = drafted(located, admission, provenance, travel)
    plan = draft.model_copy(
        update={
            "routes": routes_of(stated, answer, located),
            "unassigned": tuple(
                _not_by_hand(v) for v in admission.visits if v.case_id not in planned
            ),
            "ineligible": tuple(i for i in admission.ineligible if i.case_id not in planned),
            "yardsticks": yardsticks,
            "findings": noticed,
            "manifest": draft.manifest.model_copy(update={"engine": "hand"}),
        }
    )
    return PlannedDay(located, matrices, invoiced(located, matrices, plan))


def _refuse_unformed_crews(day: Day, hand: Sequence[HandRoute]) -> None:
    known = {shift.id for shift in day.shifts}
    findings = tuple(_no_crew(r.shift_id) for r in hand if r.shift_id not in known)
    if findings:
        raise InputError(findings)


def _no_crew(shift_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-002",
        file="routes",
        problem=f"{shift_id} is no crew: these shifts share no hours",
        remedy="name shifts of different agents with hours in common",
    )


def _refuse_unknown_places(day: Day, matrices: Matrices, hand: Sequence[HandRoute]) -> None:
    findings = tuple(_unknown_places(day, matrices, hand))
    if findings:
        raise InputError(findings)


def _unknown_places(day: Day, matrices: Matrices, hand: Sequence[HandRoute]) -> Iterator[Finding]:
    cases = {case.id: case for case in day.cases}
    shifts = {shift.id: shift for shift in day.shifts}
    for route in hand:
        mode = day.agent(shifts[route.shift_id].agent_id).mode
        here = shifts[route.shift_id].start.point
        for case_id in route.case_ids:
            place = cases[case_id].place
            known = place.point is not None and place.problem is None
            way = known and here and place.point and matrices[mode].leg(here, place.point)
            if not way:
                yield _unpriceable(route.shift_id, case_id)
            else:
                here = place.point


def _yardsticks(day: Day, admission: Admission, matrices: Matrices) -> tuple[Yardstick, ...]:
    """Return the yardsticks of the plan that the hand-made routes are compared with."""
    stated = state_day(day, admission.visits, shifts_on_duty(day, admission), matrices)
    return yardsticks_of(stated, day.balance)


def _unpriceable(shift_id: str, case_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-001",
        file="routes",
        problem=f"no way leads to {case_id} on the route of {shift_id}",
        remedy="locate the case, or take it off the hand-made route",
    )


def _visits_by_hand(day: Day, admission: Admission, planned: Collection[str]) -> tuple[Visit, ...]:
    """Return the admitted visits, and the refused ones that somebody planned all the same."""
    everybody = tuple(sorted(shift.id for shift in day.shifts))
    admitted = tuple(
        visit.model_copy(update={"allowed_shifts": everybody}) for visit in admission.visits
    )
    refused = {refusal.case_id for refusal in admission.ineligible} & set(planned)
    forced = (case for case in day.cases if case.id in refused)
    return admitted + tuple(
        Visit(
            case_id=case.id,
            point=case.place.point,
            windows=(_whole_day(day),),
            permitted=(_whole_day(day),),
            service_seconds=case.service_seconds,
            setup_seconds=case.setup_seconds,
            penalty=0,
            allowed_shifts=everybody,
        )
        for case in forced
        if case.place.point
    )


def _state_all(
    day: Day, visits: Sequence[Visit], planned: Collection[str], matrices: Matrices
) -> Stated:
    """State the day; the planned visits that keep to no shift's hours are made at any hour."""
    stated = state_day(day, visits, day.shifts, matrices)
    late = {visit.case_id for visit in stated.hopeless} & set(planned)
    if not late:
        return stated
    free = tuple(_at_any_hour(day, v) if v.case_id in late else v for v in visits)
    stated = state_day(day, free, day.shifts, matrices)
    endless = {visit.case_id for visit in stated.hopeless} & set(planned)
    if endless:
        raise InputError(tuple(_endless(case_id) for case_id in sorted(endless)))
    return stated


def _at_any_hour(day: Day, visit: Visit) -> Visit:
    free = {"windows": (_whole_day(day),), "permitted": (_whole_day(day),), "arrival": None}
    return visit.model_copy(update=free)


def _endless(case_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-003",
        file="routes",
        problem=f"{case_id} takes longer than the day lasts until the last shift ends",
        remedy="shorten its time at the door, or take it off the hand-made route",
    )


def _whole_day(day: Day) -> TimeWindow:
    midnight = datetime.combine(day.date, time(), tzinfo=day.time_zone)
    next_day = datetime.combine(day.date + timedelta(days=1), time(), tzinfo=day.time_zone)
    return TimeWindow(opening=midnight, closing=next_day)


def _not_by_hand(visit: Visit) -> Unassigned:
    return Unassigned(
        case_id=visit.case_id,
        kind="displaced",
        rule="not_on_hand_routes",
        reason="on none of the hand-made routes",
        penalty=visit.penalty,
    )
