"""The ground that a day's search stands on: who is there, who may be visited, how far it is."""

from collections.abc import Collection
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.balance import Yardstick
from visitplan.domain.dated import dated
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.travel import Matrices, Travel
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission
from visitplan.eligibility.gate import gate
from visitplan.planning.manning import manned
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.routing.yardsticks import yardsticks_of


class Ground(NamedTuple):
    """A day as the search sees it: located, admitted, measured and stated."""

    day: Day
    noticed: tuple[Finding, ...]
    admission: Admission
    matrices: Matrices
    stated: Stated
    yardsticks: tuple[Yardstick, ...]


def prepare(day: Day, travel: Travel, kept: Collection[Id] = ()) -> Ground:
    """Return the day as the search sees it; ``kept`` are ids of crew shifts to be formed again.

    Raises TravelDataError when the day lies outside of the streets.
    """
    located, noticed = manned(day, travel, kept)
    admission = gate(located)
    on_duty = shifts_on_duty(located, admission)
    matrices = measure(located, travel)
    stated = state_day(located, admission.visits, on_duty, matrices)
    yardsticks = yardsticks_of(stated, located.balance)
    stated = wished(stated, wishes_of(located, admission.barred, yardsticks))
    return Ground(located, noticed, admission, matrices, stated, yardsticks)


def shifts_on_duty(day: Day, admission: Admission) -> tuple[Shift, ...]:
    """Return the shifts that nothing bars."""
    barred = {shift.shift_id for shift in admission.barred}
    return tuple(shift for shift in day.shifts if shift.id not in barred)


def measure(day: Day, travel: Travel) -> Matrices:
    """Return a matrix per mode in use, between all known places of the day.

    Its periods begin at seconds since 1970, on every date on which anybody is on duty.
    """
    places = [case.place for case in day.cases]
    places += [place for shift in day.shifts for place in (shift.start, shift.end) if place]
    points: dict[Point, None] = dict.fromkeys(
        place.point for place in places if place.point and not place.problem
    )
    modes = sorted({agent.mode for agent in day.agents})
    last = max((shift.hours.closing.date() for shift in day.shifts), default=day.date)
    return {
        mode: dated(travel.matrix(tuple(points), mode), day.date, last, day.time_zone)
        for mode in modes
    }
