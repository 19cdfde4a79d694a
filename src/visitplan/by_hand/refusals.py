"""What cannot even be priced: crews that are none, places without a way, stays without an end."""

from collections.abc import Collection, Iterator, Sequence

from visitplan.domain.day import Day, HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.move import Move
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission
from visitplan.errors import InputError
from visitplan.planning.terms import PlannedDay


def refuse_unformed_crews(day: Day, hand: Sequence[HandRoute]) -> None:
    """Raise InputError where a route is of a shift that the day does not have."""
    known = {shift.id for shift in day.shifts}
    findings = tuple(_no_crew(route.shift_id) for route in hand if route.shift_id not in known)
    if findings:
        raise InputError(findings)


def refuse_unknown_places(day: Day, matrices: Matrices, hand: Sequence[HandRoute]) -> None:
    """Raise InputError where a route leads to a place to which no way is known."""
    findings = tuple(_unknown_places(day, matrices, hand))
    if findings:
        raise InputError(findings)


def refuse_endless(case_ids: Sequence[Id]) -> None:
    """Raise InputError where there are visits that fit no day."""
    if case_ids:
        raise InputError(tuple(_endless(case_id) for case_id in case_ids))


def _no_crew(shift_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-002",
        file="routes",
        problem=f"{shift_id} is no crew: these shifts share no hours",
        remedy="name shifts of different agents with hours in common",
    )


def _unknown_places(day: Day, matrices: Matrices, hand: Sequence[HandRoute]) -> Iterator[Finding]:
    cases = {case.id: case for case in day.cases}
    shifts = {shift.id: shift for shift in day.shifts}
    for route in hand:
        mode = day.agent(shifts[route.shift_id].agent_id).mode
        here = shifts[route.shift_id].start.point
        for case_id in route.case_ids:
            place = cases[case_id].place
            known = place.point is not None and place.problem is None
            way = known and here and place.point and matrices[mode].ways(here, place.point)
            if not way:
                yield _unpriceable(route.shift_id, case_id)
            else:
                here = place.point


def _unpriceable(shift_id: str, case_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-001",
        file="routes",
        problem=f"no way leads to {case_id} on the route of {shift_id}",
        remedy="locate the case, or take it off the hand-made route",
    )


def _endless(case_id: str) -> Finding:
    return Finding(
        severity="error",
        code="VP-HR-003",
        file="routes",
        problem=f"{case_id} takes longer than the day lasts until the last shift ends",
        remedy="shorten its time at the door, or take it off the hand-made route",
    )


def refuse_moves(admission: Admission, planned: PlannedDay, moves: Sequence[Move]) -> None:
    """Raise InputError where a case may not be visited, or a shift is worked by nobody."""
    lawful = {visit.case_id for visit in admission.visits}
    barred = {shift.shift_id for shift in admission.barred}
    shifts = {shift.id for shift in planned.day.shifts} - barred
    findings = tuple(_wrong_moves(moves, lawful, shifts))
    if findings:
        raise InputError(findings)


def _wrong_moves(
    moves: Sequence[Move], lawful: Collection[Id], shifts: Collection[Id]
) -> Iterator[Finding]:
    for move in moves:
        if move.case_id not in lawful:
            yield Finding(
                severity="error",
                code="VP-HR-004",
                file="moves",
                problem=f"{move.case_id} is no visit of this plan, or the rules forbid it",
                remedy="move visits that the gate lets in",
            )
        if move.shift_id is not None and move.shift_id not in shifts:
            yield Finding(
                severity="error",
                code="VP-HR-005",
                file="moves",
                problem=f"nobody works a shift {move.shift_id}",
                remedy="name a shift of the day that nothing bars",
            )
