"""The staff that some days need: shifts added and taken away, each mix planned and verified.

Added are copies of shifts that there are, worked by nobody in particular; taken away are those
that nobody needs, then one by one the shift that is missed least, from all days. Every plan begins
with the one before.
"""

from collections.abc import Sequence

from visitplan.domain.day import Day
from visitplan.domain.staffing import StaffingCurve
from visitplan.domain.value import Id
from visitplan.foresight.mix import Desk, Mix, counted, kind_of, mix_of


def staffing_curve(days: Sequence[Day], desk: Desk, *, level: float, more: int) -> StaffingCurve:
    """Return mixes of shifts around those of the days, and the cheapest that reaches a level.

    Up to ``more`` spare shifts are added while that lowers the cost, penalties included; then
    shifts are taken away until the level is missed. A shift is on duty on each of the days that
    have one of its id. Each mix has the whole effort. Raises what ``plan_day`` raises.
    """
    grown = _grown(mix_of(days, desk, None, None), desk, more)
    shrunk = _shrunk(grown[-1], desk, level)
    mixes = tuple(mix.staffing for mix in (*grown, *shrunk))
    enough = [number for number, mix in enumerate(mixes) if mix.served >= level]
    cheapest = min(
        enough, key=lambda number: (mixes[number].labour, mixes[number].size), default=None
    )
    return StaffingCurve(
        currency=days[0].currency,
        dates=tuple(day.date for day in days),
        level=level,
        counting=desk.counting,
        mixes=mixes,
        cheapest=cheapest,
    )


def _grown(mix: Mix, desk: Desk, more: int) -> list[Mix]:
    """Return the mix and those with spare shifts, each cheaper than the one before."""
    grown = [mix]
    for number in range(1, more + 1):
        if not grown[-1].worths():
            break
        larger = _with_spare(grown[-1], desk, number)
        if larger.staffing.cost >= grown[-1].staffing.cost:
            break
        grown.append(larger)
    return grown


def _with_spare(mix: Mix, desk: Desk, number: int) -> Mix:
    """Return the mix with a copy of the shift that is worth most, on each of its days."""
    worths, shifts = mix.worths(), mix.shifts()
    best = max(shifts, key=lambda shift_id: (worths.get(shift_id, 0), shift_id))
    days = [_copied(day, best, f"spare{number}") for day in mix.days]
    return mix_of(days, desk, mix, f"+ {kind_of(*shifts[best])}")


def _copied(day: Day, shift_id: Id, spare_id: Id) -> Day:
    shift = next((shift for shift in day.shifts if shift.id == shift_id), None)
    if shift is None:
        return day
    agent = day.agent(shift.agent_id).model_copy(update={"id": spare_id, "name": spare_id})
    spare = shift.model_copy(update={"id": f"{spare_id}/1", "agent_id": spare_id})
    more = {"agents": (*day.agents, agent), "shifts": (*day.shifts, spare)}
    return day.model_copy(update=more)


def _shrunk(mix: Mix, desk: Desk, level: float) -> list[Mix]:
    """Return the mixes with fewer and fewer shifts, the last of which misses the level."""
    shrunk: list[Mix] = []
    while mix.staffing.served >= level and len(mix.shifts()) > 1:
        mix = _without(mix, desk)
        shrunk.append(mix)
    return shrunk


def _without(mix: Mix, desk: Desk) -> Mix:
    """Return the mix without the shifts that nobody needs, or else without the one missed least."""
    worths, shifts = mix.worths(), mix.shifts()
    idle = [shift_id for shift_id in shifts if shift_id not in worths]
    gone = idle or [min(shifts, key=lambda shift_id: (worths[shift_id], shift_id))]
    kinds = counted(shifts[shift_id] for shift_id in gone)
    change = "- " + "; ".join(f"{n} × {kind}" for kind, n in kinds.items())
    return mix_of([_without_shifts(day, gone) for day in mix.days], desk, mix, change)


def _without_shifts(day: Day, gone: Sequence[Id]) -> Day:
    kept = tuple(shift for shift in day.shifts if shift.id not in gone)
    return day.model_copy(update={"shifts": kept})
