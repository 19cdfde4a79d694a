"""What every check looks at: the day as it was handed in, the distances, the plan in question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan, Route, Stop
from visitplan.domain.travel import Leg, Matrices
from visitplan.domain.violation import Violation
from visitplan.verification.breach import Breach, quoted
from visitplan.verification.ledger import Ledger
from visitplan.verification.moment import second_of
from visitplan.verification.question import Company, Question
from visitplan.verification.spans import Span
from visitplan.verification.ways import Told, true_leg


class Worked(NamedTuple):
    """A route with whoever works it, both looked up in the day."""

    route: Route
    shift: Shift
    agent: Agent

    def pauses(self, opens: int, closes: int) -> tuple[Span, ...]:
        """Return those breaks that begin between two seconds, the second one not included."""
        spans = (Span(second_of(each.start), second_of(each.end)) for each in self.route.breaks)
        return tuple(span for span in spans if opens <= span.opening < closes)

    def broke(self, rule: str, detail: str, seconds: int | None = None) -> Violation:
        """Return the violation of a rule by the route as a whole."""
        return Violation(rule=rule, detail=detail, shift_id=self.shift.id, seconds=seconds)


class Call(NamedTuple):
    """A stop with its case, looked up in the day, and the route it is on."""

    stop: Stop
    case: Case
    worked: Worked

    @property
    def arrival(self) -> int:
        """The second of arrival."""
        return second_of(self.stop.arrival)

    @property
    def departure(self) -> int:
        """The second of departure."""
        return second_of(self.stop.departure)

    def broke(self, rule: str, detail: str, seconds: int | None = None) -> Violation:
        """Return the violation of a rule by this stop."""
        return Violation(
            rule=rule,
            detail=detail,
            case_id=self.case.id,
            shift_id=self.worked.shift.id,
            seconds=seconds,
        )


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _by_id(values: Sequence[_N]) -> dict[str, _N]:
    return {value.id: value for value in values}


def _was_a_call(contact: Contact, day: Day) -> bool:
    """Tell whether somebody known stood at the door on an earlier day."""
    earlier = contact.at.astimezone(day.time_zone).date() < day.date
    return contact.channel == "visit" and contact.agent_id is not None and earlier


def _moment(contact: Contact) -> tuple[float, str]:
    return contact.at.timestamp(), contact.agent_id or ""


@dataclass(frozen=True)
class Evidence:
    """The day, its travel matrices and the plan, with everything found by its id.

    Only what the day knows is handed to the checks of time, people and money; what it does not
    know is reported by the checks of completeness.
    """

    day: Day
    matrices: Matrices
    plan: Plan

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """The day's cases by id."""
        return _by_id(self.day.cases)

    @cached_property
    def shifts(self) -> Mapping[str, Shift]:
        """The day's shifts by id."""
        return _by_id(self.day.shifts)

    @cached_property
    def agents(self) -> Mapping[str, Agent]:
        """The day's agents by id."""
        return _by_id(self.day.agents)

    @cached_property
    def ledger(self) -> Ledger:
        """What happened before."""
        return Ledger(self.day)

    def question(self, case: Case) -> Question:
        """Return whether a case may be visited beside all the visits that are planned."""
        if case.id not in self._asked:
            self._asked[case.id] = Question(case, self.day, self.ledger, self._planned)
        return self._asked[case.id]

    def question_beside_the_admitted(self, case: Case) -> Question:
        """Return whether a case may be visited beside all that the gate let in."""
        return Question(case, self.day, self.ledger, self._admitted)

    def question_alone(self, case: Case) -> Question:
        """Return whether a case may be visited if it were the only one of the day."""
        return Question(case, self.day, self.ledger, Company(()))

    def violation(self, where: "Call | Worked", breach: Breach) -> Violation:
        """Return the violation of a rule by a stop or a route, with the rule's source."""
        broken = where.broke(breach.rule, breach.detail, breach.seconds)
        source = quoted(self.day.policy, breach.fields)
        return broken if source is None else broken.model_copy(update={"source": source})

    def crew(self, worked: Worked) -> tuple[Agent, ...]:
        """Return the agents of a route, those that the day knows."""
        return tuple(self.agents[name] for name in worked.route.crew if name in self.agents)

    @cached_property
    def _asked(self) -> dict[str, Question]:
        return {}

    @cached_property
    def _legs(self) -> dict[int, tuple[Leg | None, ...]]:
        return {}

    @cached_property
    def _planned(self) -> Company:
        return Company(call.case for call in self.calls)

    @cached_property
    def _admitted(self) -> Company:
        out = (self.cases.get(left_out.case_id) for left_out in self.plan.unassigned)
        return Company((*(call.case for call in self.calls), *(case for case in out if case)))

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """The agent to whose area each case belongs, by case id."""
        known = ((each, self.shifts.get(each.shift_id)) for each in self.plan.yardsticks)
        return {case: shift.agent_id for each, shift in known if shift for case in each.area}

    @cached_property
    def earlier_calls(self) -> Mapping[str, Contact]:
        """The last visit before the day, by an agent who was noted, to each debtor."""
        last: dict[str, Contact] = {}
        for contact in self.day.contacts:
            case = self.cases.get(contact.case_id)
            if case is not None and _was_a_call(contact, self.day):
                last[case.debtor] = max(last.get(case.debtor, contact), contact, key=_moment)
        return last

    @cached_property
    def on_duty(self) -> frozenset[str]:
        """The ids of agents who have a shift that is not barred."""
        barred = {shift.shift_id for shift in self.plan.barred}
        on_duty = (shift for shift in self.day.shifts if shift.id not in barred)
        return frozenset(agent_id for shift in on_duty for agent_id in shift.crew)

    @cached_property
    def pinned(self) -> frozenset[str]:
        """The ids of cases that the dispatcher fixed."""
        return frozenset(pin.case_id for pin in self.day.pins)

    @cached_property
    def worked(self) -> tuple[Worked, ...]:
        """The routes whose shift the day knows, with the shift's own agent."""
        known = ((route, self.shifts.get(route.shift_id)) for route in self.plan.routes)
        return tuple(
            Worked(route, shift, self.agents[shift.agent_id])
            for route, shift in known
            if shift is not None and self.agents.keys() >= set(shift.crew)
        )

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The stops of known cases on known shifts."""
        return tuple(
            Call(stop, self.cases[stop.case_id], worked)
            for worked in self.worked
            for stop in worked.route.stops
            if stop.case_id in self.cases
        )

    @cached_property
    def stays(self) -> tuple[tuple[Call, Span], ...]:
        """The calls with the seconds from arrival to departure; many checks ask."""
        return tuple((call, Span(call.arrival, call.departure)) for call in self.calls)

    def pins_with_calls(self) -> Iterator[tuple[Pin, Call]]:
        """Yield each pin with each stop of its case."""
        for pin in self.day.pins:
            for call in self.calls:
                if call.case.id == pin.case_id:
                    yield pin, call

    def points(self, worked: Worked) -> tuple[Point | None, ...]:
        """Return where a route leads: its start, each stop, its end (if it has one)."""
        cases = (self.cases.get(stop.case_id) for stop in worked.route.stops)
        ends = (worked.shift.end,) if worked.shift.end is not None else ()
        return (
            worked.shift.start.point,
            *(case.place.point if case is not None else None for case in cases),
            *(end.point for end in ends),
        )

    def legs(self, worked: Worked) -> tuple[Leg | None, ...]:
        """Return each way of a route by the agent's mode; None where none can be told.

        By the hour it is the one of the moment at which it begins.
        """
        found = self._legs.get(id(worked.route))  # many checks ask; the plan keeps the route alive
        if found is None:
            points = self.points(worked)
            told = zip(pairwise(points), self._told(worked, points), strict=False)
            found = tuple(self._leg(worked.agent, *ends, leg) for ends, leg in told)
            self._legs[id(worked.route)] = found
        return found

    def setup(self, stop: Stop, origin: Point | None, destination: Point | None) -> int:
        """Return the seconds of setup due at a stop: none where the agent stands there already."""
        case = self.cases.get(stop.case_id)
        stays = origin is not None and origin == destination
        return 0 if stays or case is None else case.setup_seconds

    def _told(self, worked: Worked, points: Sequence[Point | None]) -> Iterator[Told]:
        """Yield what the plan tells of the leg to each stop, and to the end."""
        route, opens = worked.route, second_of(worked.route.leaves)
        for stop, ends in zip(route.stops, pairwise(points), strict=False):
            closes, leg = second_of(stop.arrival), Leg(stop.travel_seconds, stop.travel_metres)
            pauses = worked.pauses(opens, closes)
            yield Told(leg, opens, closes, self.setup(stop, *ends), pauses)
            opens = second_of(stop.departure)
        closes, leg = second_of(route.ends), Leg(route.return_seconds, route.return_metres)
        yield Told(leg, opens, closes, 0, worked.pauses(opens, closes))

    def _leg(
        self, agent: Agent, origin: Point | None, destination: Point | None, told: Told
    ) -> Leg | None:
        matrix = self.matrices.get(agent.mode)
        if matrix is None or origin is None or destination is None:
            return None
        try:
            return true_leg(matrix, origin, destination, told)
        except KeyError:
            return None
