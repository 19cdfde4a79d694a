"""Visits for which no crew can be formed: which people lack what."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from visitplan.crews.demand import Demand, demands_of
from visitplan.crews.joining import common_hours
from visitplan.crews.worth import FARTHEST, Members, Staff
from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.value import Id

NAMED = 3
"""How many cases a finding names."""


def unformed(day: Day, shifts: Sequence[Shift], crews: Sequence[Shift]) -> tuple[Finding, ...]:
    """Return a finding for each demand that no crew meets; it names the nearest people's faults.

    ``shifts`` may be worked alone, ``crews`` are those formed of them.
    """
    staff = Staff.of(day, shifts)
    people = [tuple(staff.agents[agent] for agent in crew.crew) for crew in crews]
    return tuple(
        _finding(staff, demand, cases)
        for demand, cases in demands_of(day).items()
        if not any(len(crew) >= demand.size and demand.is_met_by(crew) for crew in people)
    )


def _finding(staff: Staff, demand: Demand, cases: Sequence[Id]) -> Finding:
    more = f" and {len(cases) - NAMED} more" if len(cases) > NAMED else ""
    return Finding(
        severity="warning",
        code="VP-CR-001",
        file="agents",
        problem=f"no crew of {demand.size} can be formed for {', '.join(cases[:NAMED])}{more}:"
        f" {_why(staff, demand)}",
        remedy="put more agents on duty at these hours, or agents who have what is lacking",
    )


def _why(staff: Staff, demand: Demand) -> str:
    """Return what the people lack who lack least; of crews that large, pairs stand for all."""
    on_duty = sorted({shift.agent_id for shift in staff.shifts})
    if len(on_duty) < demand.size:
        who = ", ".join(on_duty) or "nobody"
        return f"only {who} is on duty" if len(on_duty) == 1 else f"on duty: {who}"
    pairs = (p for p in combinations(staff.shifts, 2) if p[0].agent_id != p[1].agent_id)
    faults = ([*_apart(staff, pair), *demand.faults(staff.people(pair))] for pair in pairs)
    least = min(faults, key=len)
    return "; ".join(least) or f"no {demand.size} people share hours and a place to meet"


def _apart(staff: Staff, pair: Members) -> Iterator[str]:
    """Yield what keeps two people from travelling together, whatever the visit."""
    first, second = (shift.id for shift in pair)
    if common_hours([shift.hours for shift in pair]) is None:
        yield f"{first} and {second} share no hours"
    way = staff.way(pair)
    if way > FARTHEST:
        yield f"{first} and {second} start {way // 60} min apart, at most {FARTHEST // 60} allowed"
