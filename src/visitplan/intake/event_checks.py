"""Events held against the day, the plan and the moment: what cannot have happened so is refused."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan, Route
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.words import nearest

ENDED = frozenset({"done", "failed"})


class Reported(NamedTuple):
    """An event and the row that it was read from."""

    fields: Fields
    event: Event


def check_events(reported: Sequence[Reported], day: Day, old: Plan, at: datetime) -> None:
    """Note every event that contradicts the day, the plan, the moment or another event."""
    for each in reported:
        _note_unknown(each, day)
        _note_moment(each, day, at)
    _note_visits_on_no_route(reported, old)
    for route in old.routes:
        _note_visits_of_the_ill(reported, route)


def _note_unknown(each: Reported, day: Day) -> None:
    cases, agents = {case.id for case in day.cases}, {agent.id for agent in day.agents}
    fields, event = each
    for column, code, known in (
        ("case_id", Code.CASE_UNKNOWN, cases),
        ("agent_id", Code.AGENT_UNKNOWN, agents),
    ):
        named = getattr(event, column)
        if named is not None and named not in known:
            near = nearest(named, known)
            remedy = f'did you mean "{near}"?' if near else "correct the id, or remove the row"
            fields.refuse(column, code, "is not known on this day", remedy)


def _note_moment(each: Reported, day: Day, at: datetime) -> None:
    fields, event = each
    moment = event.at.timestamp()
    if moment > at.timestamp():
        remedy = "re-plan at a later time, or correct it"
        fields.refuse("at", Code.EVENT_IN_FUTURE, "lies after the time of re-planning", remedy)
    if event.kind not in {*ENDED, "delayed"}:
        return
    hours = [s.hours for s in day.shifts if event.agent_id in {None, s.agent_id}]
    if hours and moment < min(hour.opening.timestamp() for hour in hours):
        remedy = "write when it was, within the shift"
        fields.refuse("at", Code.EVENT_BEFORE_SHIFT, "lies before the shift", remedy)


def _note_visits_on_no_route(reported: Iterable[Reported], old: Plan) -> None:
    crews = {stop.case_id: route.crew for route in old.routes for stop in route.stops}
    seen: set[str | None] = set()
    for fields, event in reported:
        if event.kind not in ENDED:
            continue
        if event.case_id not in crews:
            remedy = "correct the id: only visits of the plan can have ended"
            fields.refuse("case_id", Code.EVENT_OFF_ROUTE, "is on no route of the plan", remedy)
        elif event.agent_id not in {None, *crews[event.case_id]}:
            remedy = "leave it empty, or name the agent of the plan"
            fields.refuse("agent_id", Code.EVENT_OFF_ROUTE, "is not who was sent there", remedy)
        if event.case_id in seen:
            fields.refuse("case_id", Code.VISIT_TWICE, "has ended already", "keep one of the rows")
        seen.add(event.case_id)


def _note_visits_of_the_ill(reported: Sequence[Reported], route: Route) -> None:
    since = [
        e.event.at.timestamp()
        for e in reported
        if e.event.kind == "agent_ill" and e.event.agent_id in route.crew
    ]
    begun = {stop.case_id: stop.arrival.timestamp() for stop in route.stops}
    for fields, event in reported:
        begins = min(begun.get(str(event.case_id), 0.0), event.at.timestamp())
        if event.kind in ENDED and since and begins > min(since):
            problem = "was begun after its agent fell ill"
            fields.refuse("at", Code.EVENTS_OUT_OF_ORDER, problem, "correct one of the times")
