"""What a search begins with, in the statement's numbers, and what of it the day does not allow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.day import HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.start import Start
from visitplan.domain.visit import Admission
from visitplan.routing.search.start import Orders, Why, begin
from visitplan.routing.stating import Stated


class Beginning(NamedTuple):
    """Visits in order, a tuple for each shift, or no tuple at all; and what was noticed."""

    orders: Orders
    findings: tuple[Finding, ...]


class _Kind(NamedTuple):
    code: str
    problem: str
    remedy: str


_REFUSED = _Kind("VP-ST-001", "not allowed this day", "the reasons stand at each case")
_BARRED = _Kind("VP-ST-002", "of a shift that may not be worked this day", "they are planned anew")
_HOPELESS = _Kind("VP-ST-003", "beyond every shift of this day", "the reasons stand at each case")
_KINDS: dict[Why, _Kind] = {
    "not allowed": _Kind("VP-ST-004", "not allowed on the shift named", "they are planned anew"),
    "no room": _Kind("VP-ST-005", "too late or too many where placed", "they are planned anew"),
    "daily cap": _Kind("VP-ST-008", "beyond a daily cap", "the cheapest of all within it are kept"),
    "pinned order": _Kind("VP-ST-006", "against a pinned order", "they are planned anew"),
}
_NOTHING = _Kind("VP-ST-007", "no visit is left to begin with", "the search begins from nothing")


def orders_of(stated: Stated, routes: Sequence[HandRoute]) -> Orders:
    """Return the routes' visits by number, a tuple for each shift; no routes are no tuples."""
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    by_shift = {route.shift_id: route.case_ids for route in routes}
    if not by_shift:
        return ()
    return tuple(
        tuple(numbers[case_id] for case_id in by_shift.get(shift.id, ()) if case_id in numbers)
        for shift in stated.shifts
    )


def begin_with(stated: Stated, admission: Admission, start: Start) -> Beginning:
    """Return what of a start is feasible, and a finding for each kind of what is not."""
    begun = begin(stated.statement, orders_of(stated, start.routes))
    routes = {route.shift: route.visits for route in begun.routes}
    orders = tuple(routes.get(shift, ()) for shift in range(len(stated.shifts)))
    findings = [*_not_of_this_day(stated, admission, start)]
    for why, kind in _KINDS.items():
        visits = [visit for visit, reason in begun.left_out.items() if reason == why]
        findings += _told(kind, start.file, [stated.visits[visit].case_id for visit in visits])
    if start.routes and not routes:
        findings.append(_finding(_NOTHING, start.file, _NOTHING.problem))
    return Beginning(orders if routes else (), tuple(findings))


def _not_of_this_day(stated: Stated, admission: Admission, start: Start) -> Iterator[Finding]:
    named = {case_id for route in start.routes for case_id in route.case_ids}
    refused = named & {each.case_id for each in admission.ineligible}
    hopeless = named & {visit.case_id for visit in stated.hopeless}
    on_duty = {shift.id for shift in stated.shifts}
    idle = {case_id for r in start.routes if r.shift_id not in on_duty for case_id in r.case_ids}
    yield from _told(_REFUSED, start.file, refused)
    yield from _told(_HOPELESS, start.file, hopeless)
    yield from _told(_BARRED, start.file, idle - refused - hopeless)


def _told(kind: _Kind, file: str, cases: Sequence[str] | set[str]) -> Iterator[Finding]:
    if cases:
        visits = "1 visit" if len(cases) == 1 else f"{len(cases)} visits"
        yield _finding(kind, file, f"{visits} {kind.problem}: {', '.join(sorted(cases))}")


def _finding(kind: _Kind, file: str, problem: str) -> Finding:
    return Finding(
        severity="warning", code=kind.code, file=file, problem=problem, remedy=kind.remedy
    )
