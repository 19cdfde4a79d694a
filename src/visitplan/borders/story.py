"""Two branches: which cases are handed over, both days planned again, and what that saves."""

from collections.abc import Sequence
from typing import NamedTuple

from visitplan.borders.candidates import candidates
from visitplan.borders.handing_over import with_cases_of, without
from visitplan.borders.reckoning import reckoned, start_of
from visitplan.borders.side import Side
from visitplan.domain.branch_plan import BorderSaving, Handover
from visitplan.domain.finding import Finding
from visitplan.domain.start import Start
from visitplan.planning.ground import prepare
from visitplan.planning.story import plan_day
from visitplan.planning.terms import Headstart, PlannedDay, Provenance, Solve

MOST = 40
"""So many cases, those that save most, are handed over between two branches at once."""


class Rebalanced(NamedTuple):
    """Both days, planned anew and verified, and what that saves."""

    planned: tuple[PlannedDay, PlannedDay]
    saving: BorderSaving


def rebalance(one: Side, other: Side, *, solve: Solve) -> Rebalanced | None:
    """Return both branches with cases handed over either way; None where nothing is saved.

    Each day is planned from the plan that stands, with the effort that its limits allow. What is
    saved is measured against both days searched on for as long without any handover, so that no
    longer search passes for a better border. It counts only if every case handed over is visited:
    a branch whose penalties are lower may not save by leaving it out. Where too many were handed
    over, half of them is tried, those that save most.

    Raises what ``plan_day`` raises.
    """
    promising = _promising(one, other)
    if not promising:
        return None
    stands = [_searched_on(side, side, (), solve=solve) for side in (one, other)]
    before = sum(planned.plan.cost.total for planned in stands)
    while promising:
        days = (
            _searched_on(one, other, promising, solve=solve),
            _searched_on(other, one, promising, solve=solve),
        )
        after = sum(planned.plan.cost.total for planned in days)
        if after < before and _all_visited(days, promising):
            saving = BorderSaving(
                branches=(one.name, other.name),
                currency=one.day.currency,
                before=before,
                after=after,
                handovers=tuple(promising),
            )
            return Rebalanced(days, saving)
        promising = promising[: len(promising) // 2]
    return None


def _promising(one: Side, other: Side) -> list[Handover]:
    """Return what would save by itself, either way, those that save most first."""
    grounds = {side.name: prepare(side.day, side.travel) for side in (one, other)}
    found: list[Handover] = []
    for origin, destination in ((one, other), (other, one)):
        here, there = grounds[origin.name], grounds[destination.name]
        near = candidates(here.day, there.day)
        if near:
            found += reckoned(origin, here, destination, near)
    return sorted(found, key=lambda each: (-each.reckoned, each.case_id))[:MOST]


def _searched_on(
    side: Side, other: Side, handovers: Sequence[Handover], *, solve: Solve
) -> PlannedDay:
    """Plan a branch's day from its plan that stands, with some cases gone and some come."""
    gone = {each.case_id for each in handovers if each.origin == side.name}
    come = {each.case_id for each in handovers if each.destination == side.name}
    day = with_cases_of(without(side.day, gone), other.day, come, branch=other.name)
    planned = plan_day(
        day,
        side.travel,
        provenance=_provenance(side, other) if handovers else side.provenance,
        headstart=Headstart(start=_start(side, gone), solve=solve),
    )
    findings = (*planned.plan.findings, *(_told(side, each) for each in handovers))
    return planned._replace(plan=planned.plan.model_copy(update={"findings": findings}))


def _start(side: Side, gone: set[str]) -> Start:
    begin = start_of(side.plan)
    kept = (
        route.model_copy(update={"case_ids": tuple(c for c in route.case_ids if c not in gone)})
        for route in begin.routes
    )
    return begin.model_copy(update={"routes": tuple(kept)})


def _provenance(side: Side, other: Side) -> Provenance:
    """Return whence a plan comes that speaks of both branches' cases."""
    theirs = {f"{other.name}/{name}": digest for name, digest in other.provenance.inputs.items()}
    return side.provenance._replace(inputs={**side.provenance.inputs, **theirs})


def _all_visited(days: Sequence[PlannedDay], handovers: Sequence[Handover]) -> bool:
    visited = {
        stop.case_id for planned in days for route in planned.plan.routes for stop in route.stops
    }
    return visited.issuperset(each.case_id for each in handovers)


def _told(side: Side, handover: Handover) -> Finding:
    goes = handover.origin == side.name
    return Finding(
        severity="warning",
        code="VP-BO-001",
        file="borders",
        problem=f"case {handover.case_id} is "
        + (f"visited by {handover.destination}" if goes else f"one of {handover.origin}"),
        remedy="plan without --borders to keep every case in its branch",
    )
