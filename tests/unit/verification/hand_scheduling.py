"""Plans drawn by hand: stops one after the other, as early as the clock lets them be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from builders import a_case, a_day, a_matrix, a_place, a_policy, a_shift, an_agent, between
from visitplan.domain.agent import Break, Credential, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Cost, Manifest, Plan, Route, Stop, TakenBreak, Unassigned
from visitplan.domain.travel import Leg, Matrices
from visitplan.domain.visit import Ineligible, Refusal
from visitplan.verification.pricing import Bill, price_route

TICKS = 18_000


@dataclass
class Watch:
    """What the agent's watch shows while the route is drawn."""

    day: Day
    shift: Shift
    now: int
    breaks: list[TakenBreak] = field(default_factory=list)

    def moment(self, second: int | None = None) -> datetime:
        return datetime.fromtimestamp(self.now if second is None else second, self.day.time_zone)

    def rest(self) -> None:
        """Take, in order, each break whose window has opened and that was not taken yet."""
        for owed in self.shift.breaks[len(self.breaks) :]:
            if stamp(owed.window.opening) > self.now:
                return
            start, self.now = self.now, self.now + owed.seconds
            pause = TakenBreak(start=self.moment(start), end=self.moment(), paid=owed.paid)
            self.breaks.append(pause)


def stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def matrices_of(day: Day) -> Matrices:
    places = [case.place for case in day.cases]
    places += [place for shift in day.shifts for place in (shift.start, shift.end) if place]
    points = list(dict.fromkeys(place.point for place in places if place.point))
    return {"drive": a_matrix(points), "walk": a_matrix(points)}


def draw(
    day: Day,
    stops: Mapping[str, Sequence[str]],
    unassigned: Sequence[str] = (),
    ineligible: Sequence[str] = (),
    leaves: Mapping[str, datetime] | None = None,
) -> Plan:
    """Return the plan of these stops by shift; ``leaves`` says who leaves later than at opening."""
    matrices, shifts = matrices_of(day), {shift.id: shift for shift in day.shifts}
    drawn = [
        _route(day, matrices, shifts[shift_id], case_ids, (leaves or {}).get(shift_id))
        for shift_id, case_ids in stops.items()
    ]
    left_out = tuple(_left_out(day, case_id) for case_id in unassigned)
    penalties = sum(visit.penalty for visit in left_out)
    cost = Cost(unassigned=penalties)
    for route, _ in drawn:
        cost += route.cost
    return Plan(
        date=day.date,
        time_zone=day.time_zone,
        currency=day.currency,
        routes=tuple(route for route, _ in drawn),
        unassigned=left_out,
        ineligible=tuple(Ineligible(case_id=i, refusals=(a_refusal(),)) for i in ineligible),
        cost=cost,
        manifest=a_manifest(sum(bill.ticks for _, bill in drawn) + penalties * TICKS),
    )


def _route(
    day: Day,
    matrices: Matrices,
    shift: Shift,
    case_ids: Sequence[str],
    leaves: datetime | None,
) -> tuple[Route, Bill]:
    cases = {case.id: case for case in day.cases}
    agent, here = day.agent(shift.agent_id), shift.start.point
    matrix = matrices[agent.mode]
    watch = Watch(day, shift, stamp(leaves or shift.hours.opening))
    left_at, stops = watch.moment(), []
    for case in (cases[case_id] for case_id in case_ids):
        watch.rest()
        stops.append(_stop(watch, case, matrix.leg(here, case.place.point), here))
        here = case.place.point
    if shift.end is not None:
        watch.rest()
    way_back = matrix.leg(here, shift.end.point) if shift.end else Leg(0, 0)
    watch.now += way_back.seconds
    bill = price_route(
        shift.pay,
        shift.hours,
        leaves=left_at,
        ends=watch.moment(),
        breaks=watch.breaks,
        unpaid_owed_seconds=sum(owed.seconds for owed in shift.breaks if not owed.paid),
        metres=sum(stop.travel_metres for stop in stops) + way_back.metres,
        visits=len(stops),
        disliked=sum(
            bool(cases[i].preferred_agents) and agent.id not in cases[i].preferred_agents
            for i in case_ids
        ),
        not_preferred=day.policy.not_preferred,
    )
    route = Route(
        shift_id=shift.id,
        agent_id=agent.id,
        mode=agent.mode,
        leaves=left_at,
        ends=watch.moment(),
        stops=tuple(stops),
        breaks=tuple(watch.breaks),
        return_seconds=way_back.seconds,
        return_metres=way_back.metres,
        paid_seconds=bill.paid_seconds,
        cost=bill.cost,
    )
    return route, bill


def _stop(watch: Watch, case: Case, leg: Leg, here: Any) -> Stop:
    setup = 0 if here == case.place.point else case.setup_seconds
    ready = watch.now + leg.seconds + setup
    opening = min((stamp(window.opening) for window in case.windows), default=ready)
    arrival = max(ready, opening)
    watch.now = arrival + case.service_seconds
    return Stop(
        case_id=case.id,
        arrival=watch.moment(arrival),
        departure=watch.moment(),
        travel_seconds=leg.seconds,
        travel_metres=leg.metres,
        setup_seconds=setup,
        waiting_seconds=arrival - ready,
    )


def _left_out(day: Day, case_id: str) -> Unassigned:
    case = next(case for case in day.cases if case.id == case_id)
    pinned = any(pin.case_id == case_id for pin in day.pins)
    return Unassigned(
        case_id=case_id,
        kind="displaced",
        rule="displaced",
        reason="Costs more than it is worth.",
        penalty=day.policy.penalties.of("must" if pinned else case.priority),
    )


def a_refusal() -> Refusal:
    return Refusal(rule="no_hold", reason="On hold.", pack="sample", version="1", source="tests")


def a_manifest(objective: int = 0, **changes: Any) -> Manifest:
    defaults: dict[str, Any] = {
        "inputs": {},
        "pack": "sample",
        "pack_version": "1",
        "versions": {},
        "seed": 1,
        "seconds": 1.0,
        "work": 50,
        "engine": "routing",
        "travel": "as the crow flies",
        "objective": objective,
    }
    return Manifest(**defaults | changes)


def a_full_day(**changes: Any) -> Day:
    """Return a day on which every rule has something to say."""
    card = Credential(kind="card", valid_until=date(2026, 12, 31))
    same_point = a_case(2).place
    defaults: dict[str, Any] = {
        "policy": a_policy(required_credentials=frozenset({"card"}), not_preferred=500),
        "agents": (
            an_agent(1, skills=frozenset({"mandarin"}), credentials=(card,)),
            an_agent(2, credentials=(card,)),
        ),
        "shifts": (
            a_shift(1, hours=between("09:00", "13:00")),
            a_shift(1, id="A01/2", hours=between("14:00", "18:00"), end=None),
            a_shift(
                2,
                maximum_visits=4,
                breaks=(
                    Break(window=between("09:30", "10:30"), seconds=900, paid=True),
                    Break(window=between("10:00", "12:00"), seconds=1800, paid=False),
                    Break(window=between("15:00", "16:00"), seconds=900, paid=True),
                ),
            ),
        ),
        "cases": (
            a_case(1, windows=(between("10:00", "11:00"),)),
            a_case(2, skills=frozenset({"mandarin"}), allowed_agents=frozenset({"A01"})),
            a_case(3, place=same_point, excluded_agents=frozenset({"A02"})),
            a_case(4, windows=(between("14:30", "16:00"),)),
            a_case(5),
            a_case(6),
            a_case(7, preferred_agents=frozenset({"A01"})),
            a_case(8, holds=("dispute",)),
            a_case(9),
            a_case(10, priority="high"),
            a_case(11, priority="low"),
        ),
        "pins": (
            Pin(case_id="C004", agent_id="A01"),
            Pin(
                case_id="C004",
                not_before=between("14:30", "15:30").opening,
                not_after=between("14:30", "15:30").closing,
            ),
            Pin(case_id="C006", after="C005"),
            Pin(case_id="C011", agent_id="A02"),
        ),
    }
    return a_day(**defaults | changes)


def a_full_plan(day: Day | None = None) -> Plan:
    """Return a plan of ``a_full_day`` that keeps every promise."""
    return draw(
        day or a_full_day(),
        {
            "A01/1": ("C001", "C002", "C003"),
            "A01/2": ("C004",),
            "A02/1": ("C005", "C006", "C007", "C009"),
        },
        unassigned=("C010", "C011"),
        ineligible=("C008",),
    )


def a_place_apart() -> Any:
    """Return a place that no matrix knows."""
    return a_place(61.5, 25.5)
