"""A verified plan laid out in numbers, with every case that it leaves out ready to be tried."""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime, time
from functools import cached_property

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.dated import moved
from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan
from visitplan.domain.travel import Matrices
from visitplan.domain.visit import Admission, Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.planning.terms import PlannedDay
from visitplan.routing.gaps import Gaps
from visitplan.routing.statement import ShiftTerms, Statement, TimedRoute
from visitplan.routing.stating import Stated, arrival_spans, state_day
from visitplan.routing.timetable import timetable
from visitplan.routing.wishes import wished, wishes_of

MOST = 8 * 3600
"""Nobody is asked for more seconds than these."""


class Bench:
    """A plan's routes in numbers, kept with their gaps, however long shifts are thought to be.

    The statement holds all cases of the day, those on no route with every door open: who may go,
    and when, is said for each question by ``asking``.
    """

    def __init__(self, planned: PlannedDay) -> None:
        self.day, self.matrices, self.plan = planned
        self.admission: Admission = gate(self.day)
        self.stated = _stated(self.day, self.matrices, self.plan, self.admission)
        self._gaps: dict[tuple[int, int, bool], Gaps] = {}
        self._matrices = {self.day.date: self.matrices}

    def matrices_on(self, day: Day) -> Matrices:
        """Return the matrices of another day, on which travel changes at the same hours."""
        if day.date not in self._matrices:
            apart = _midnight(day) - _midnight(self.day)
            self._matrices[day.date] = {
                mode: moved(matrix, apart) for mode, matrix in self.matrices.items()
            }
        return self._matrices[day.date]

    @cached_property
    def visits(self) -> Mapping[str, Visit]:
        """The day's visits by case, as the gate lets them through."""
        return {visit.case_id: visit for visit in self.admission.visits}

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """The day's cases by id."""
        return {case.id: case for case in self.day.cases}

    @cached_property
    def shifts(self) -> Mapping[str, Shift]:
        """The day's shifts by id."""
        return {shift.id: shift for shift in self.day.shifts}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each case's visit in the statement."""
        return {visit.case_id: number for number, visit in enumerate(self.stated.visits)}

    @cached_property
    def shift_numbers(self) -> Mapping[str, int]:
        """The number of each shift in the statement."""
        return {shift.id: number for number, shift in enumerate(self.stated.shifts)}

    @cached_property
    def routes(self) -> Mapping[int, TimedRoute]:
        """The plan's routes by number of shift, each at its cheapest times.

        A route that has no times by which it keeps all rules (facts of a day under way) is left
        as it was told: nothing is added to it.
        """
        found = (
            timetable(
                self.stated.statement,
                self.shift_numbers[route.shift_id],
                [self.numbers[stop.case_id] for stop in route.stops],
            )
            for route in self.plan.routes
        )
        return {route.shift: route for route in found if route}

    def gaps(self, *, before: int = 0, after: int = 0, any_number: bool = False) -> Gaps:
        """Return the gaps of all routes, every shift so many seconds longer.

        With ``any_number`` no shift has a maximum of visits.
        """
        key = before, after, any_number
        if key not in self._gaps:
            shifts = _longer(self.stated, before, after)
            if any_number:
                shifts = [terms.model_copy(update={"maximum": None}) for terms in shifts]
            self._gaps[key] = Gaps(_with(self.stated.statement, shifts=tuple(shifts)), self.routes)
        return self._gaps[key]

    @cached_property
    def empty_gaps(self) -> Gaps:
        """The gaps of a day on which nothing is planned yet."""
        return Gaps(self.stated.statement, {})

    def asking(self, gaps: Gaps, visit: Visit) -> Gaps:
        """Return the same gaps, in whose statement a visit is as it is given."""
        horizon = self.stated.horizon
        last = max(horizon.seconds(shift.hours.closing) for shift in self.stated.shifts) + MOST
        number = self.numbers[visit.case_id]
        visits = list(gaps.statement.visits)
        visits[number] = visits[number].model_copy(
            update={
                "arrivals": arrival_spans(visit, horizon, last),
                "shifts": tuple(sorted(self.shift_numbers[s] for s in visit.allowed_shifts)),
                "after": tuple(self.numbers[v] for v in visit.after if v in self.numbers),
                "penalty": visit.penalty * TICKS_PER_MINOR_UNIT,
            }
        )
        asked = copy(gaps)
        asked.statement = _with(gaps.statement, visits=tuple(visits))
        return asked


def _midnight(day: Day) -> int:
    return int(datetime.combine(day.date, time(), tzinfo=day.time_zone).timestamp())


def _stated(day: Day, matrices: Matrices, plan: Plan, admission: Admission) -> Stated:
    """State the day: those planned as they may be visited, all others as if anybody may go."""
    planned = {stop.case_id for route in plan.routes for stop in route.stops}
    visits = [visit for visit in admission.visits if visit.case_id in planned]
    opened = (_opened(case, day) for case in day.cases if case.id not in planned)
    visits += [visit for visit in opened if visit]
    wishes = wishes_of(day, admission.barred, plan.yardsticks)
    return wished(state_day(day, visits, day.shifts, matrices), wishes)


def _opened(case: Case, day: Day) -> Visit | None:
    """Return a visit open to everybody at any time; None of a place nobody knows."""
    if case.place.point is None or case.place.problem or not day.shifts:
        return None
    opens = min((shift.hours.opening for shift in day.shifts), key=datetime.timestamp)
    closes = max((shift.hours.closing for shift in day.shifts), key=datetime.timestamp)
    always = (TimeWindow(opening=opens, closing=closes),)
    preferred = case.preferred_agents
    return Visit(
        case_id=case.id,
        point=case.place.point,
        windows=always,
        permitted=always,
        service_seconds=case.service_seconds,
        setup_seconds=case.setup_seconds,
        penalty=day.policy.penalties.of(case.priority),
        allowed_shifts=tuple(sorted(shift.id for shift in day.shifts)),
        preferred_shifts=tuple(sorted(s.id for s in day.shifts if preferred & set(s.crew)))
        if preferred
        else None,
    )


def _longer(stated: Stated, before: int, after: int) -> list[ShiftTerms]:
    """Return every shift so much longer, but not into another shift of the same agent."""
    if not (before or after):
        return list(stated.statement.shifts)
    return [_longer_one(stated, number, before, after) for number in range(len(stated.shifts))]


def _longer_one(stated: Stated, number: int, before: int, after: int) -> ShiftTerms:
    terms, crew = stated.statement.shifts[number], set(stated.shifts[number].crew)
    others = [
        other
        for shift, other in zip(stated.shifts, stated.statement.shifts, strict=True)
        if other is not terms and crew & set(shift.crew)
    ]
    earlier = [other.closing for other in others if other.closing <= terms.opening]
    later = [other.opening for other in others if other.opening >= terms.closing]
    opening = max(terms.opening - before, *earlier, 0)
    closing = min([terms.closing + after, *later])
    whole = terms.pay.whole_shift
    more = (terms.opening - opening) + (closing - terms.closing)
    pay = terms.pay if whole is None else terms.pay.model_copy(update={"whole_shift": whole + more})
    return terms.model_copy(update={"opening": opening, "closing": closing, "pay": pay})


def _with(statement: Statement, **changes: Sequence[object]) -> Statement:
    """Return a changed statement; unlike a copy, it carries nothing that was reckoned before."""
    fields = {name: getattr(statement, name) for name in Statement.model_fields}
    return Statement.model_construct(**{**fields, **changes})
