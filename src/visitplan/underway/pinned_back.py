"""Pinned orders that reach back into what is made already."""

from collections.abc import Iterable

from visitplan.domain.day import Day
from visitplan.domain.plan import Unassigned
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.underway.remaining import Standings


def pinned_back(visits: Iterable[Visit], day: Day, standings: Standings) -> tuple[Visit, ...]:
    """Return the visits, each allowed only where it keeps its order with what is made.

    What is pinned after a visit already made goes on the same shift; what a visit already made
    was pinned after comes too late for any.
    """
    shift_of = {stop.case_id: shift for shift, s in standings.items() for stop in s.made}
    pins = [(pin.case_id, pin.after) for pin in day.pins if pin.after]
    only: dict[Id, set[Id]] = {}
    for case_id, after in pins:
        if after in shift_of:
            only.setdefault(case_id, {shift_of[after]}).intersection_update({shift_of[after]})
        if case_id in shift_of:
            only[after] = set()
    return tuple(_within(visit, only) for visit in visits)


def lost_its_order(visit: Visit) -> Unassigned:
    """Explain a visit for which its pinned order leaves nobody."""
    return Unassigned(
        case_id=visit.case_id,
        kind="impossible",
        rule="pinned_order",
        reason="the visit that it is pinned to has been made where nobody can go on to this one; "
        "it would be possible if it were not pinned to that",
        penalty=visit.penalty,
    )


def _within(visit: Visit, only: dict[Id, set[Id]]) -> Visit:
    if visit.case_id not in only:
        return visit
    kept = tuple(shift for shift in visit.allowed_shifts if shift in only[visit.case_id])
    return visit.model_copy(update={"allowed_shifts": kept})
