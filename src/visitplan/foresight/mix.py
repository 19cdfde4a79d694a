"""A mix of shifts, and what it does on the days that it is asked for: planned and verified."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from visitplan.ahead.story import Ahead, plan_days
from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.horizon import HorizonSettings
from visitplan.domain.plan import Cost
from visitplan.domain.staffing import Served, Staffing
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
    horizon: HorizonSettings = HorizonSettings()

    def plan(self, days: Sequence[Day], starts: Sequence[Start | None]) -> tuple[PlannedDay, ...]:
        """Return a verified plan of each day; several are planned at once.

        Raises what ``plan_day`` raises.
        """
        if len(days) > 1:
            ahead = Ahead(self.horizon, (), self.headstart.solvers, tuple(starts))
            notify, provenance = self.notify, self.provenance
            return plan_days(days, self.travel, ahead, provenance=provenance, notify=notify)
        headstart = self.headstart._replace(start=starts[0])
        planned = plan_day(days[0], self.travel, provenance=self.provenance, headstart=headstart)
        return (planned,)


class Mix(NamedTuple):
    """The same shifts on each of the days, by their ids, and what they do."""

    days: tuple[Day, ...]
    planned: tuple[PlannedDay, ...]
    staffing: Staffing

    def shifts(self) -> dict[Id, tuple[Shift, Day]]:
        """Return each shift with the first day on which it is on duty, by id."""
        return _shifts_of(self.days)

    def worths(self) -> dict[Id, int]:
        """Return, by used shift, the penalties of its visits beyond what its routes cost."""
        worths: Counter[Id] = Counter()
        for each in self.planned:
            worths.update(_worths(each))
        return dict(worths)


def mix_of(days: Sequence[Day], desk: Desk, before: Mix | None, change: str | None) -> Mix:
    """Return the mix of shifts that is on duty on these days; it begins with another one's plans.

    Raises what ``plan_day`` raises.
    """
    shifts = _shifts_of(days)
    desk.notify(f"planning with {len(shifts)} shifts")
    starts = [_start(day, before) for day in days]
    planned = desk.plan(days, starts)
    counts = counted(shifts.values())
    return Mix(tuple(days), planned, _staffing(planned, counts, desk.counting, change))


def kind_of(shift: Shift, day: Day) -> str:
    """Return what makes shifts alike: hours, where they start, how one travels, and skills."""
    agent = day.agent(shift.agent_id)
    hours = f"{shift.hours.opening:%H:%M}-{shift.hours.closing:%H:%M}"
    return " ".join((hours, shift.start_label, agent.mode, *sorted(agent.skills)))


def counted(shifts: Iterable[tuple[Shift, Day]]) -> dict[str, int]:
    """Return how many shifts there are of each kind, sorted by kind."""
    return dict(sorted(Counter(kind_of(*each) for each in shifts).items()))


def _shifts_of(days: Sequence[Day]) -> dict[Id, tuple[Shift, Day]]:
    return {shift.id: (shift, day) for day in reversed(days) for shift in day.shifts}


def _start(day: Day, before: Mix | None) -> Start:
    if before is None:
        return Start(file="baseline", routes=day.baseline)
    known = {shift.id for shift in day.shifts}
    start = as_start(next(each.plan for each in before.planned if each.plan.date == day.date))
    routes = tuple(route for route in start.routes if route.shift_id in known)
    return start.model_copy(update={"routes": routes})


def _worths(planned: PlannedDay) -> Mapping[Id, int]:
    penalties = {visit.case_id: visit.penalty for visit in gate(planned.day).visits}
    shifts = {shift.id: shift for shift in planned.day.shifts}
    return {
        member.id: sum(penalties[stop.case_id] for stop in route.stops) - route.cost.total
        for route in planned.plan.routes
        for member in shifts[route.shift_id].members
    }


def _staffing(
    planned: Sequence[PlannedDay], shifts: dict[str, int], counting: Served, change: str | None
) -> Staffing:
    made = set().union(*(planned_cases(each.plan) for each in planned))
    asked = made | {left.case_id for each in planned for left in each.plan.unassigned}
    priorities = {case.id: case.priority for each in planned for case in each.day.cases}
    level = {case for case in asked if counting == "all" or priorities[case] in COUNTED}
    cost = sum((each.plan.cost for each in planned), Cost())
    return Staffing(
        shifts=shifts,
        change=change,
        served=len(made & level) / len(level) if level else 1.0,
        visits=len(made),
        labour=cost.total - cost.unassigned,
        cost=cost.total,
    )
