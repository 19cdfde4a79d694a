"""The day at the moment of re-planning: where everybody stands, and what is left."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan, Route
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission
from visitplan.underway.closing import closed, leaves_for_home, way_back
from visitplan.underway.moment import Clock, second_of
from visitplan.underway.remaining import Standings, point_of, remaining_day
from visitplan.underway.reported import Reports, as_reported, reports_of
from visitplan.underway.standing import Call, Standing, standing_of
from visitplan.underway.ways import ways_of
from visitplan.underway.worked import as_worked


class Scene(NamedTuple):
    """The located day, what of the old plan stays, and the rest as a day of its own."""

    day: Day
    matrices: Matrices
    standings: Standings
    rest: Day
    now: int

    @property
    def over(self) -> tuple[Id, ...]:
        """The shifts that have a route to which nothing is added any more."""
        return tuple(shift for shift, s in self.standings.items() if s.over and s.begun)

    def as_closed(self, shift_id: Id) -> Route:
        """Return a begun shift's route as it ends when nothing is added."""
        shift = next(shift for shift in self.day.shifts if shift.id == shift_id)
        standing = self.standings[shift_id]
        last = point_of(self.day, standing.made[-1].case_id)
        leaves = leaves_for_home(standing)
        back = way_back(shift, last, self.matrices[standing.route.mode], leaves)
        return closed(standing, shift, back, Clock(self.day.time_zone))


def look(
    day: Day,
    matrices: Matrices,
    *,
    old: Plan,
    events: Sequence[Event],
    at: datetime,
    admission: Admission,
) -> Scene:
    """Return the scene at a moment.

    ``admission`` is the gate's answer for the whole day: nobody drives on to a case refused
    there, and a barred shift goes home after the stop under way.
    """
    now, told = second_of(at), old.manifest.replanned_at
    news = [e for e in events if told is None or second_of(e.at) > second_of(told)]
    off = _off_duty(day, events, now) | {barred.shift_id: now for barred in admission.barred}
    withdrawn = frozenset(refused.case_id for refused in admission.ineligible)
    standings = {}
    for route in old.routes:
        call = Call(now, off.get(route.shift_id), withdrawn)
        reports = reports_of(route, events)
        standings[route.shift_id] = _stand(route, reports, news, call, (day, matrices))
    rest = remaining_day(day, standings, now, off=frozenset(off), matrices=matrices)
    return Scene(day, matrices, standings, rest, now)


def _stand(
    route: Route,
    reports: Reports,
    news: Sequence[Event],
    call: Call,
    where: tuple[Day, Matrices],
) -> Standing:
    """Say where a route stands: by its reports if they tell of another one, else by the plan."""
    if reports.agree_with(route):
        ways = ways_of(route, *where)
        worked = as_worked(route, news, call.now, Clock(where[0].time_zone), ways)
        return standing_of(worked, call._replace(ways=ways))
    worked = as_reported(route, reports, news, call.now, where)
    ways, owes = ways_of(worked, *where), bool(reports.passed_over)
    return standing_of(worked, call._replace(ways=ways, owes=owes))


def _off_duty(day: Day, events: Sequence[Event], now: int) -> dict[Id, int]:
    """Return since when each shift of an ill agent is off duty, alone or in a crew."""
    since: dict[Id, int] = {}
    for event in events:
        if event.kind == "agent_ill" and event.agent_id is not None:
            moment = min(now, second_of(event.at))
            since[event.agent_id] = min(moment, since.get(event.agent_id, moment))
    ill = {shift.id: [since[a] for a in shift.crew if a in since] for shift in day.shifts}
    return {shift_id: min(moments) for shift_id, moments in ill.items() if moments}
