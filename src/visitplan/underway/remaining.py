"""The rest of a day as a day: whoever is still on duty, from when and where he is free."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from visitplan.domain.agent import Pay, Shift
from visitplan.domain.day import Day
from visitplan.domain.place import Place, Point
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.underway.closing import closed, leaves_for_home, way_back
from visitplan.underway.moment import Clock, second_of
from visitplan.underway.owed_breaks import still_owed
from visitplan.underway.standing import Standing

Standings = Mapping[Id, Standing]
"""Where the shifts stand that had a route, by shift id."""


def remaining_day(
    day: Day, standings: Standings, now: int, *, off: Collection[Id], matrices: Matrices
) -> Day:
    """Return the day without cases already visited, with what is left of shifts and daily caps.

    A begun shift opens when it is free, where its last stop is; if it cannot be back in time even
    at once, it closes when it can. ``off`` are the ids of shifts that nobody works any more.
    """
    made = {stop.case_id for standing in standings.values() for stop in standing.made}
    on_duty = [shift for shift in day.shifts if shift.id not in off]
    begun = [shift for shift in on_duty if shift.id in standings and standings[shift.id].begun]
    onward = tuple(
        _onward(shift, standings[shift.id], day, matrices)
        for shift in begun
        if not standings[shift.id].over
    )
    went = [s for s in day.shifts if s.id in standings and standings[s.id].begun]
    busy = _busy_until(onward, [_home(shift, standings[shift.id], day, matrices) for shift in went])
    later = (
        _later(shift, max(_free(standings, shift, now), *_busy(shift, busy, now)), day)
        for shift in on_duty
        if shift not in begun
    )
    return day.model_copy(
        update={
            "cases": tuple(case for case in day.cases if case.id not in made),
            "daily_cap": day.daily_cap.after(case for case in day.cases if case.id in made),
            "shifts": (*onward, *(shift for shift in later if shift)),
        }
    )


def _free(standings: Standings, shift: Shift, now: int) -> int:
    return standings[shift.id].free if shift.id in standings else now


def _busy(shift: Shift, busy: Mapping[Id, int], now: int) -> list[int]:
    return [busy.get(agent_id, now) for agent_id in shift.crew]


def _home(shift: Shift, standing: Standing, day: Day, matrices: Matrices) -> tuple[Shift, int]:
    """Return a shift and when it is home; 0 where that is still to be decided."""
    if not standing.over:
        return shift, 0
    last = point_of(day, standing.made[-1].case_id)
    leaves = leaves_for_home(standing)
    back = way_back(shift, last, matrices[standing.route.mode], leaves)
    return shift, second_of(closed(standing, shift, back, Clock(day.time_zone)).ends)


def _busy_until(onward: Iterable[Shift], went: Iterable[tuple[Shift, int]]) -> dict[Id, int]:
    """Return until when each agent may be on a shift begun: late, another shift begins later."""
    ends = [*went, *((shift, second_of(shift.hours.closing)) for shift in onward)]
    busy: dict[Id, int] = {}
    for shift, end in ends:
        for agent_id in shift.crew:
            busy[agent_id] = max(end, busy.get(agent_id, 0))
    return busy


def anchors(day: Day, standings: Standings) -> Iterator[Visit]:
    """Yield, for each begun shift of a remaining day, the point where and when it goes on.

    An anchor is a visit of no length to the last case made. It keeps the paid time continuous:
    whoever is on the road cannot set out later for free.
    """
    for shift in day.shifts:
        standing = standings.get(shift.id)
        if standing is None or not standing.begun or shift.start.point is None:
            continue
        here = TimeWindow(opening=shift.hours.opening, closing=shift.hours.opening)
        yield Visit(
            case_id=standing.made[-1].case_id,
            point=shift.start.point,
            windows=(here,),
            permitted=(here,),
            service_seconds=0,
            setup_seconds=0,
            penalty=0,
            allowed_shifts=(shift.id,),
        )


def _later(shift: Shift, opening: int, day: Day) -> Shift | None:
    """Return a shift not yet begun: it opens at ``opening`` at the earliest."""
    opening = max(opening, second_of(shift.hours.opening))
    if opening >= second_of(shift.hours.closing):
        return None
    opens = Clock(day.time_zone).moment(opening)
    hours = TimeWindow(opening=opens, closing=shift.hours.closing)
    return shift.model_copy(update={"hours": hours, "pay": _by_the_hour(shift.pay)})


def _by_the_hour(pay: Pay) -> Pay:
    """Return pay that what is left of a shift can be stated with.

    A whole shift is not paid by what is left of its hours; whoever prices the rest knows the pay
    of the whole.
    """
    return pay.model_copy(update={"paid": "route"})


def _onward(shift: Shift, standing: Standing, day: Day, matrices: Matrices) -> Shift:
    clock, here = Clock(day.time_zone), point_of(day, standing.made[-1].case_id)
    back = way_back(shift, here, matrices[day.agent(shift.agent_id).mode], standing.free)
    closing = max(second_of(shift.hours.closing), standing.free + back.seconds)
    maximum = shift.maximum_visits
    return shift.model_copy(
        update={
            "hours": TimeWindow(opening=clock.moment(standing.free), closing=clock.moment(closing)),
            "start": Place(point=here, precision="given"),
            "pay": _by_the_hour(shift.pay),
            "breaks": still_owed(
                shift.breaks,
                standing.rested,
                leaves=second_of(standing.route.leaves),
                free=standing.free,
                clock=clock,
            ),
            # The anchor counts as a visit.
            "maximum_visits": None if maximum is None else max(1, maximum - len(standing.made) + 1),
        }
    )


def point_of(day: Day, case_id: Id) -> Point:
    """Return where a case is; ValueError where nobody knows."""
    point = next(case.place.point for case in day.cases if case.id == case_id)
    if point is None:
        raise ValueError("a case that was visited has a place")
    return point
