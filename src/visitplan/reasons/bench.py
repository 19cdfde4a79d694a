"""A verified plan laid out in numbers, with every case that it leaves out ready to be tried."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.dated import dated
from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Route
from visitplan.domain.travel import Matrices
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.planning.terms import PlannedDay
from visitplan.reasons.footing import Footings, Laid
from visitplan.reasons.kin import kin_of
from visitplan.reasons.longer import longer
from visitplan.reasons.whole_day import WholeDay
from visitplan.routing.gaps import Gaps
from visitplan.routing.open_doors import OpenDoors
from visitplan.routing.statement import Statement, TimedRoute, VisitTerms
from visitplan.routing.stating import arrival_spans
from visitplan.routing.timetable import timetable

MOST = 8 * 3600
"""Nobody is asked for more seconds than these."""


class Bench:
    """A plan's routes in numbers, kept with their gaps, however long shifts are thought to be.

    The statement holds all cases that are still to come, those on no route with every door open:
    who may go, and when, is said for each question by ``asking``. ``stands_on`` is how the day is
    looked at: as a whole, or from a moment of it on.
    """

    def __init__(self, planned: PlannedDay, stands_on: Footings = WholeDay) -> None:
        self.day, self.matrices, self.plan = planned
        self.stands_on = stands_on
        self.footing = stands_on(planned)
        self.left = self.footing.left
        self.laid: Laid = self.footing.laid(self._open())
        self.stated = self.laid.stated
        self._gaps: dict[tuple[int, int, bool], Gaps] = {}
        self._matrices = {self.day.date: self.matrices}

    def _open(self) -> list[Visit]:
        """Return those planned as they may be visited, all others as if anybody may go."""
        planned = self.footing.to_come
        visits = (
            [v for v in self.footing.admission.visits if v.case_id in planned] if planned else []
        )
        opened = (_opened(case, self.left) for case in self.left.cases if case.id not in planned)
        return visits + [visit for visit in opened if visit]

    def part(self, day: Day, case_id: Id, crew: Collection[Id] = ()) -> PlannedDay:
        """Return what of a changed day a visit touches, planned as it is now.

        That are the routes of a crew, and of whoever visits another case of the same person or
        address; on another day nothing is planned. Daily caps are what the other routes leave.
        """
        kin, same_day = kin_of(case_id, day), day.date == self.day.date
        routes = tuple(
            route
            for route in self.plan.routes
            if same_day and (set(route.crew) & set(crew) or kin & _cases_of([route]))
        )
        touched = kin | _cases_of(routes)
        elsewhere = _cases_of(self.plan.routes) - touched if same_day else set()
        part = {
            "daily_cap": day.daily_cap.after(self.cases[case_id] for case_id in elsewhere),
            "cases": tuple(case for case in day.cases if case.id in touched),
            "pins": tuple(pin for pin in day.pins if pin.case_id in touched),
            "baseline": (),
        }
        plan = self.plan.model_copy(update={"routes": routes})
        return PlannedDay(day.model_copy(update=part), self.matrices_on(day), plan)

    def admitted(self, day: Day, case_id: Id) -> Visit | None:
        """Return what a case would be on a changed day, if the gate lets it through."""
        visits = self.stands_on(self.part(day, case_id)).admission.visits
        return next((visit for visit in visits if visit.case_id == case_id), None)

    @cached_property
    def idle(self) -> "Bench":
        """The same, with nothing planned."""
        nothing = self.plan.model_copy(update={"routes": ()})
        return Bench(PlannedDay(self.day, self.matrices, nothing), self.stands_on)

    def matrices_on(self, day: Day) -> Matrices:
        """Return the matrices of another day, with the hours of its weekday."""
        if day.date not in self._matrices:
            last = max((shift.hours.closing.date() for shift in day.shifts), default=day.date)
            self._matrices[day.date] = {
                mode: dated(matrix, day.date, last, day.time_zone)
                for mode, matrix in self.matrices.items()
            }
        return self._matrices[day.date]

    @cached_property
    def visits(self) -> Mapping[str, Visit]:
        """The day's visits by case, as the gate lets them through."""
        return {visit.case_id: visit for visit in self.footing.admission.visits}

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
            timetable(self.stated.statement, shift, order)
            for shift, order in self.laid.orders.items()
        )
        return {route.shift: route for route in found if route}

    def gaps(self, *, before: int = 0, after: int = 0, any_number: bool = False) -> Gaps:
        """Return the gaps of all routes, every shift so many seconds longer.

        With ``any_number`` no shift has a maximum of visits. Where shifts end later, what is
        planned may be later, too.
        """
        key = before, after, any_number
        if key not in self._gaps:
            shifts = longer(self.laid, before, after)
            if any_number:
                shifts = [terms.model_copy(update={"maximum": None}) for terms in shifts]
            visits = self._later_visits if after else self.stated.statement.visits
            statement = _with(self.stated.statement, shifts=tuple(shifts), visits=visits)
            self._gaps[key] = Gaps(statement, self.routes)
        return self._gaps[key]

    @cached_property
    def _later_visits(self) -> tuple[VisitTerms, ...]:
        """The statement's visits; those of the routes are not bound to end with the last shift."""
        visits = list(self.stated.statement.visits)
        for number in {visit for order in self.laid.orders.values() for visit in order}:
            if number not in self.laid.fixed:
                visits[number] = self._at_any_hour(self.stated.visits[number])
        return tuple(visits)

    def _at_any_hour(self, visit: Visit) -> VisitTerms:
        """Return a visit whose hours reach as far as anybody is asked to work."""
        horizon = self.stated.horizon
        last = max(horizon.seconds(shift.hours.closing) for shift in self.stated.shifts) + MOST
        hours = {
            "arrivals": arrival_spans(visit, horizon, last),
            "penalty": visit.penalty * TICKS_PER_MINOR_UNIT,
        }
        terms = self.stated.statement.visits[self.numbers[visit.case_id]].model_copy(update=hours)
        doors = OpenDoors.of(self.day)
        return doors.priced(terms, visit.case_id, horizon) if doors else terms

    @cached_property
    def uncapped_gaps(self) -> Gaps:
        """The gaps of all routes on a day without daily caps."""
        return Gaps(_with(self.stated.statement, caps=()), self.routes)

    def asking(self, gaps: Gaps, visit: Visit) -> Gaps:
        """Return the same gaps, in whose statement a visit is as it is given."""
        number, numbers = self.numbers[visit.case_id], self.shift_numbers
        visits = list(gaps.statement.visits)
        visits[number] = self._at_any_hour(visit).model_copy(
            update={
                "shifts": tuple(sorted(numbers[s] for s in visit.allowed_shifts if s in numbers)),
                "after": tuple(self.numbers[v] for v in visit.after if v in self.numbers),
            }
        )
        asked = copy(gaps)
        asked.statement = _with(gaps.statement, visits=tuple(visits))
        return asked


def _cases_of(routes: Sequence[Route]) -> set[Id]:
    return {stop.case_id for route in routes for stop in route.stops}


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


def _with(statement: Statement, **changes: Sequence[object]) -> Statement:
    """Return a changed statement; unlike a copy, it carries nothing that was reckoned before."""
    fields = {name: getattr(statement, name) for name in Statement.model_fields}
    return Statement.model_construct(**{**fields, **changes})
