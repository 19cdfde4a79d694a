"""Several days before anything is planned: located, dated, admitted day by day, stated as one.

Shifts are told apart by their dates (``A01/1 on 2026-11-26``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.attempts import as_told, pinned_to, visits_of
from visitplan.domain.balance import Yardstick
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Elsewhere, Plan
from visitplan.domain.travel import Matrices, Travel
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission, Visit
from visitplan.eligibility.between import set_aside
from visitplan.eligibility.gate import gate
from visitplan.planning.ground import measure, shifts_on_duty
from visitplan.planning.manning import manned
from visitplan.routing.days import after_the_night, joined_visits, wished_by_day
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import Wishes, wishes_of
from visitplan.routing.yardsticks import yardsticks_of

LONGEST_ID = 64


class Prospect(NamedTuple):
    """What is known before several days are planned.

    ``days`` are as handed over, located and manned; ``dated`` are without the cases of other days
    and with dated shifts, ``whole`` is all of these as one. ``admissions`` say what is lawful on
    each; ``waiting`` names the cases that wait for another case's visit, and for which; ``kept``
    is what plans made earlier visit.
    """

    days: tuple[Day, ...]
    dated: tuple[Day, ...]
    whole: Day
    kept: tuple[Elsewhere, ...]
    matrices: Matrices
    admissions: tuple[Admission, ...]
    waiting: dict[Id, Id]

    @property
    def day_of_shift(self) -> dict[Id, int]:
        """Which day each dated shift is of."""
        return {shift.id: n for n, day in enumerate(self.dated) for shift in day.shifts}

    def visits_on(self, number: int) -> tuple[Visit, ...]:
        """Return the visits that one day may be planned with, its nights cut off."""
        chosen = (v for v in self.admissions[number].visits if v.case_id not in self.waiting)
        nights = chain.from_iterable(day.shifts for day in self.dated[:number])
        return after_the_night(chosen, nights)

    def on_duty(self, number: int) -> tuple[Shift, ...]:
        """Return the shifts of one day that nothing bars."""
        return shifts_on_duty(self.dated[number], self.admissions[number])


def look_ahead(
    days: Sequence[Day], travel: Travel, kept: Sequence[Plan]
) -> tuple[Prospect, tuple[Finding, ...]]:
    """Make each day ready by itself, and pass it through the gate.

    Raises TravelDataError when a day lies outside of the streets.
    """
    ready, noticed = zip(*(manned(_its_shifts(day), travel) for day in days), strict=True)
    visited = tuple(chain(*map(visits_of, kept)))
    dates = {day.date for day in days}
    dated = tuple(_as_admitted(day, visited, dates) for day in ready)
    whole = dated[0].model_copy(
        update={"cases": ready[0].cases, "shifts": tuple(chain(*(day.shifts for day in dated)))}
    )
    admissions = tuple(map(gate, dated))
    waiting = set_aside(
        {case.id: case for day in dated for case in day.cases}.values(),
        [day.policy for day in days],
        lawful={visit.case_id for admission in admissions for visit in admission.visits},
        pinned={pin.case_id for day in dated for pin in day.pins},
    )
    matrices = measure(whole, travel)
    prospect = Prospect(ready, dated, whole, visited, matrices, admissions, waiting)
    return prospect, tuple(dict.fromkeys(chain(*noticed)))


def _its_shifts(day: Day) -> Day:
    """Return the day with the shifts that begin on it."""
    begun = (shift for shift in day.shifts if shift.hours.opening.date() == day.date)
    return day.model_copy(update={"shifts": tuple(begun)})


def _as_admitted(day: Day, visited: Iterable[Elsewhere], dates: Collection[date]) -> Day:
    """Return the day, its shifts dated, without cases visited or pinned to another of the days."""
    fixed = ((pin.case_id, pinned_to(pin, day.time_zone)) for pin in day.pins)
    others = [
        Elsewhere(case_id=c, date=on) for c, on in fixed if on and on in dates and on != day.date
    ]
    shifts = tuple(_dated(shift, day.date) for shift in day.shifts)
    return as_told(day, (*others, *visited)).model_copy(update={"shifts": shifts})


def _dated(shift: Shift, on: date) -> Shift:
    joined = tuple(_dated(own, on) for own in shift.joined)
    return shift.model_copy(update={"id": dated_id(shift.id, on), "joined": joined})


def dated_id(shift_id: Id, on: date) -> Id:
    """Return what a shift of a date is called among those of several days."""
    name = f"{shift_id} on {on}"
    # A long id keeps its end, which numbers the agent's shifts.
    return name if len(name) <= LONGEST_ID else f"…{name[1 - LONGEST_ID :]}"


class Together(NamedTuple):
    """All days as one problem, and what balance measures each day by, by its own shifts."""

    stated: Stated
    yardsticks: tuple[tuple[Yardstick, ...], ...]
    wishes: dict[Id, Wishes]


def state_together(prospect: Prospect) -> Together:
    """State all days as one problem; the work is shared out over all, areas day by day."""
    numbers = range(len(prospect.dated))
    visits = joined_visits([prospect.visits_on(number) for number in numbers])
    shifts = tuple(chain(*(prospect.on_duty(number) for number in numbers)))
    stated = state_day(prospect.whole, visits, shifts, prospect.matrices)
    shares = yardsticks_of(stated, prospect.whole.balance)
    fair = {each.shift_id: each.fair_seconds for each in shares}
    yardsticks = tuple(_yardsticks(prospect, number, fair) for number in numbers)
    wishes = dict(chain(*(_wishes(prospect, n, yardsticks[n]) for n in numbers)))
    return Together(wished_by_day(stated, wishes), yardsticks, wishes)


def state_one(
    prospect: Prospect, together: Together, number: int, *, without: Collection[Id]
) -> Stated:
    """State one day by itself, at the prices that it has among the others."""
    rest = [visit for visit in prospect.visits_on(number) if visit.case_id not in without]
    day, shifts = prospect.dated[number], prospect.on_duty(number)
    return wished_by_day(state_day(day, rest, shifts, prospect.matrices), together.wishes)


def _yardsticks(
    prospect: Prospect, number: int, fair_seconds: Mapping[Id, int]
) -> tuple[Yardstick, ...]:
    day, visits = prospect.dated[number], prospect.visits_on(number)
    stated = state_day(day, visits, prospect.on_duty(number), prospect.matrices)
    return tuple(
        own.model_copy(update={"fair_seconds": fair_seconds.get(own.shift_id, 0)})
        for own in yardsticks_of(stated, day.balance)
    )


def _wishes(
    prospect: Prospect, number: int, yardsticks: Sequence[Yardstick]
) -> Iterator[tuple[Id, Wishes]]:
    day = prospect.dated[number]
    wishes = wishes_of(day, prospect.admissions[number].barred, yardsticks)
    for shift in day.shifts:
        yield shift.id, wishes
