"""Slack where it pays: reserves before closing hours, widened until few enough visits are late.

Plan, let the plan meet many days, keep more time free before the hours of those visits that are
late too often close, and before those of all that would be as late in their stead, and plan on
from there. A reserve narrows the hours of the search alone. A visit
that its own reserve would push out of the plan gives it up again: rather late at times than never
made; such visits are told of.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from visitplan.domain.finding import Finding
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.foresight.narrowing import Narrowing
from visitplan.foresight.planner import Planner, planned_cases
from visitplan.planning.terms import PlannedDay
from visitplan.render.wording import wording_of
from visitplan.simulation.lateness import slack_lacking
from visitplan.simulation.story import runs_of

DAYS = 4_000
"""How many days each plan meets; their seed is the search's."""
ROUNDS = 4


class Held(NamedTuple):
    """A plan, its narrower hours, and the slack that visits lack which are late too often."""

    planned: PlannedDay
    narrowing: Narrowing
    lacking: dict[Id, int]

    @property
    def merit(self) -> tuple[int, int]:
        """The fewer visits are late too often the better, then the cheaper."""
        return len(self.lacking), self.planned.plan.cost.total


def with_slack(
    planner: Planner, planned: PlannedDay, narrowing: Narrowing, *, risk: float, share: float
) -> Held:
    """Return the plan in which the fewest visits are late on more than ``risk`` of the days.

    Each round takes a part of the ``share`` of the day's effort.
    """
    held = best = _met(planner, planned, narrowing, risk)
    given_up: set[Id] = set()
    for _ in range(ROUNDS):
        wider = _wider(held, planner.ground.admission.visits, given_up)
        if wider == held.narrowing:
            break
        tried = planner.plan_on(held.planned, wider, share / ROUNDS)
        pushed_out = wider.reserves.keys() - planned_cases(tried.plan)
        given_up |= pushed_out
        held = _met(planner, tried, wider, risk)
        if not pushed_out:
            best = min(best, held, key=lambda each: each.merit)
    return best


def told(held: Held, before: PlannedDay, risk: float) -> tuple[Finding, ...]:
    """Return what the slack costs, and which visits are late more often all the same."""
    extra = held.planned.plan.cost.total - before.plan.cost.total
    money = wording_of(before.plan).money(extra)
    costs = _finding("VP-FS-001", f"slack for a lateness risk of {risk:g} costs {money}", _ADVICE)
    if not held.lacking:
        return (costs,)
    names = ", ".join(sorted(held.lacking))
    return costs, _finding("VP-FS-002", f"late more often all the same: {names}", _TOO)


_ADVICE = "visitplan simulate DIR plan.json tells what it buys"
_TOO = "their hours are too narrow, or nobody has time: ask for wider hours, or add a shift"


def _finding(code: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="warning",
        code=code,
        file="day.toml",
        column="foresight.lateness_risk",
        problem=problem,
        remedy=remedy,
    )


def _met(planner: Planner, planned: PlannedDay, narrowing: Narrowing, risk: float) -> Held:
    day = planned.day
    visits, terms, seed = planner.ground.admission.visits, day.uncertainty, day.limits.seed
    runs = runs_of(day, planned.plan, visits, terms, days=DAYS, seed=seed)
    return Held(planned, narrowing, slack_lacking(runs, risk))


def _wider(held: Held, visits: Sequence[Visit], given_up: set[Id]) -> Narrowing:
    """Return the reserves as the plan has shown them to be needed; never smaller than before."""
    late = [
        (stop.departure.timestamp(), held.lacking[stop.case_id])
        for route in held.planned.plan.routes
        for stop in route.stops
        if stop.case_id in held.lacking
    ]
    needed = {visit.case_id: _as_late(visit, late) for visit in visits}
    before = held.narrowing.reserves
    reserves = {case: max(before.get(case, 0), seconds) for case, seconds in needed.items()}
    kept = {case: s for case, s in reserves.items() if s and case not in given_up}
    return held.narrowing._replace(reserves=kept)


def _as_late(visit: Visit, late: Iterable[tuple[float, int]]) -> int:
    """Return the reserve that a visit needs wherever it takes the place of one that is late."""
    closings = [window.closing.timestamp() for window in visit.windows]
    needed = (
        seconds
        for departure, seconds in late
        if any(departure <= closing < departure + seconds for closing in closings)
    )
    return max(needed, default=0)
