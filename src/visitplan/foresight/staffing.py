"""The staff that a day needs: shifts added and taken away, each mix planned and verified.

Added are copies of shifts that there are, worked by nobody in particular; taken away are those
that nobody needs, then one by one the shift that is missed least. Every plan begins with the one
before.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.staffing import Served, Staffing, StaffingCurve
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.domain.value import Id
from visitplan.eligibility.gate import gate
from visitplan.foresight.planner import as_start, planned_cases
from visitplan.planning.story import plan_day
from visitplan.planning.terms import Headstart, Notify, PlannedDay, Provenance

COUNTED = ("must", "high")


class Desk(NamedTuple):
    """What all mixes are planned with, and whose visits count for the service level."""

    travel: Travel
    provenance: Provenance
    headstart: Headstart
    notify: Notify
    counting: Served


class _Mix(NamedTuple):
    day: Day
    planned: PlannedDay
    staffing: Staffing


def staffing_curve(day: Day, desk: Desk, *, level: float, more: int) -> StaffingCurve:
    """Return mixes of shifts around those of the day, and the cheapest that reaches a level.

    Up to ``more`` spare shifts are added while that lowers the cost, penalties included; then
    shifts are taken away until the level is missed. Each plan has the day's whole effort. Raises
    what ``plan_day`` raises.
    """
    grown = _grown(
        _planned(day, desk, Start(file="baseline", routes=day.baseline), None), desk, more
    )
    shrunk = _shrunk(grown[-1], desk, level)
    mixes = tuple(mix.staffing for mix in (*grown, *shrunk))
    enough = [number for number, mix in enumerate(mixes) if mix.served >= level]
    cheapest = min(
        enough, key=lambda number: (mixes[number].labour, mixes[number].size), default=None
    )
    return StaffingCurve(
        currency=day.currency,
        level=level,
        counting=desk.counting,
        mixes=mixes,
        cheapest=cheapest,
    )


def kind_of(shift: Shift, day: Day) -> str:
    """Return what makes shifts alike: hours, where they start, how one travels, and skills."""
    agent = day.agent(shift.agent_id)
    hours = f"{shift.hours.opening:%H:%M}-{shift.hours.closing:%H:%M}"
    return " ".join((hours, shift.start_label, agent.mode, *sorted(agent.skills)))


def _grown(mix: _Mix, desk: Desk, more: int) -> list[_Mix]:
    """Return the mix and those with spare shifts, each cheaper than the one before."""
    grown = [mix]
    for number in range(1, more + 1):
        if not grown[-1].planned.plan.routes:
            break
        larger = _with_spare(grown[-1], desk, number)
        if larger.staffing.cost >= grown[-1].staffing.cost:
            break
        grown.append(larger)
    return grown


def _with_spare(mix: _Mix, desk: Desk, number: int) -> _Mix:
    """Return the mix with a copy of the shift that is worth most."""
    day, worths = mix.day, _worths(mix)
    best = max(day.shifts, key=lambda shift: (worths.get(shift.id, 0), shift.id))
    spare_id = f"spare{number}"
    agent = day.agent(best.agent_id).model_copy(update={"id": spare_id, "name": spare_id})
    shift = best.model_copy(update={"id": f"{spare_id}/1", "agent_id": spare_id})
    larger = {"agents": (*day.agents, agent), "shifts": (*day.shifts, shift)}
    change = f"+ {kind_of(best, day)}"
    return _planned(day.model_copy(update=larger), desk, as_start(mix.planned.plan), change)


def _shrunk(mix: _Mix, desk: Desk, level: float) -> list[_Mix]:
    """Return the mixes with fewer and fewer shifts, the last of which misses the level."""
    shrunk: list[_Mix] = []
    while mix.staffing.served >= level and len(mix.day.shifts) > 1:
        mix = _without(mix, desk)
        shrunk.append(mix)
    return shrunk


def _without(mix: _Mix, desk: Desk) -> _Mix:
    """Return the mix without the shifts that nobody needs, or else without the one missed least."""
    day, worths = mix.day, _worths(mix)
    idle = [shift for shift in day.shifts if shift.id not in worths]
    gone = idle or [min(day.shifts, key=lambda shift: (worths[shift.id], shift.id))]
    kept = tuple(shift for shift in day.shifts if shift not in gone)
    change = "- " + "; ".join(f"{n} × {kind}" for kind, n in _counted(gone, day).items())
    smaller = day.model_copy(update={"shifts": kept})
    return _planned(smaller, desk, as_start(mix.planned.plan), change)


def _worths(mix: _Mix) -> dict[Id, int]:
    """Return, by used shift, the penalties of its visits beyond what its route costs."""
    penalties = {visit.case_id: visit.penalty for visit in gate(mix.planned.day).visits}
    return {
        member.id: sum(penalties[stop.case_id] for stop in route.stops) - route.cost.total
        for route in mix.planned.plan.routes
        for member in _shift_of(mix.planned.day, route.shift_id).members
    }


def _shift_of(day: Day, shift_id: Id) -> Shift:
    return next(shift for shift in day.shifts if shift.id == shift_id)


def _counted(shifts: Sequence[Shift], day: Day) -> dict[str, int]:
    return dict(sorted(Counter(kind_of(shift, day) for shift in shifts).items()))


def _planned(day: Day, desk: Desk, start: Start, change: str | None) -> _Mix:
    desk.notify(f"planning with {len(day.shifts)} shifts")
    known = {shift.id for shift in day.shifts}
    routes = tuple(route for route in start.routes if route.shift_id in known)
    ahead = desk.headstart._replace(start=start.model_copy(update={"routes": routes}))
    planned = plan_day(day, desk.travel, provenance=desk.provenance, headstart=ahead)
    return _Mix(day, planned, _staffing(planned, _counted(day.shifts, day), desk, change))


def _staffing(
    planned: PlannedDay, shifts: dict[str, int], desk: Desk, change: str | None
) -> Staffing:
    priorities = {case.id: case.priority for case in planned.day.cases}
    everybody = [visit.case_id for visit in gate(planned.day).visits]
    counted = [c for c in everybody if desk.counting == "all" or priorities[c] in COUNTED]
    made = planned_cases(planned.plan) & set(counted)
    cost = planned.plan.cost
    return Staffing(
        shifts=shifts,
        change=change,
        served=len(made) / len(counted) if counted else 1.0,
        visits=len(planned_cases(planned.plan)),
        labour=cost.total - cost.unassigned,
        cost=cost.total,
    )
