"""Plans drawn by hand for the burden: who is visited when, nothing else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from builders import TODAY, a_case, a_day, at
from sample_plan import a_manifest
from visitplan.burden.planned import PlanOfDay
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.plan import Cost, Plan, Route, Stop, Unassigned
from visitplan.domain.visit import Ineligible, Refusal


def a_stop(case: Case, arrival: datetime) -> Stop:
    return Stop(
        case_id=case.id,
        arrival=arrival,
        departure=arrival + timedelta(seconds=case.service_seconds),
        travel_seconds=0,
        travel_metres=0,
        setup_seconds=0,
        waiting_seconds=0,
    )


def a_route(stops: Sequence[Stop]) -> Route:
    return Route(
        shift_id="A01/1",
        agent_id="A01",
        mode="drive",
        leaves=stops[0].arrival,
        ends=stops[-1].departure,
        stops=tuple(stops),
        return_seconds=0,
        return_metres=0,
        paid_seconds=0,
        cost=Cost(),
    )


def planned(
    visits: Sequence[tuple[Case, str]] = (),
    left_out: Sequence[Case] = (),
    refused: Sequence[tuple[Case, Sequence[str]]] = (),
    **changes: Any,
) -> PlanOfDay:
    """Return a plan with visits at clock times, cases left out, and cases refused by rules."""
    cases = (*(case for case, _ in visits), *left_out, *(case for case, _ in refused))
    day = a_day(cases=cases, **changes)
    stops = [a_stop(case, at(clock, day.date)) for case, clock in visits]
    plan = Plan(
        date=day.date,
        time_zone=day.time_zone,
        currency="EUR",
        routes=(a_route(stops),) if stops else (),
        unassigned=tuple(_left_out(case) for case in left_out),
        ineligible=tuple(
            Ineligible(case_id=case.id, refusals=tuple(map(_refusal, rules)))
            for case, rules in refused
        ),
        cost=Cost(),
        manifest=a_manifest(),
    )
    return PlanOfDay(day, plan)


def _left_out(case: Case) -> Unassigned:
    return Unassigned(
        case_id=case.id, kind="displaced", rule="cost", reason="Dearer than its worth.", penalty=1
    )


def _refusal(rule: str) -> Refusal:
    return Refusal(rule=rule, reason=f"{rule}, said", pack="p", version="1", source="tests")


def a_contact(days_ago: int, channel: str = "visit", clock: str = "10:00", **more: Any) -> Contact:
    when = at(clock, TODAY - timedelta(days=days_ago))
    return Contact(**{"case_id": "C001", "at": when, "channel": channel, "reached": False} | more)


CALLED = a_contact(90, "call")
"""So long ago that it tells nothing but that somebody has called."""


def the_case(**changes: Any) -> Case:
    return a_case(1, **changes)
