"""Reports from phones: each is kept once, whenever it comes, as long as it can have happened."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

from fastapi import Body
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.assigned import counted
from visitplan.app.kept.door_reports import keep_report
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.web.agent.told import Received, Told
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Part
from visitplan.web.refusals import GoneError, NoSuchThingError

if TYPE_CHECKING:
    from visitplan.storage.database import Connection

doors = Doors(prefix="/a")

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far ahead of ours a phone's clock may be."""


@doors.post("/reports")
@may("report outcomes")
def take_report(here: Here, told: Annotated[Told, Body()]) -> Response:
    """Keep a report; 201 where it is new, 200 where the phone had sent it before.

    404 for a visit that the agent was never sent to, 409 for an id that stands for another
    report, 410 for what happened after the link had ended, 422 for what cannot have happened.
    A visit that was withdrawn since, or given to another, is reported like any other.
    """
    with here.read() as connection:
        day_id = _day_of(here, connection, told)
        findings = tuple(_impossible(here, connection, told))
    if findings:
        raise InputError(findings)
    report, now = told.as_report(here.who.agent_id or ""), here.now
    recorded = here.house.database.write_with_others(
        day_id, lambda connection: keep_report(connection, report, day_id, at=now)
    )
    answer = Received(received_at=recorded.outcome.received_at, is_new=recorded.is_new)
    return JSONResponse(answer.model_dump(mode="json"), status_code=201 if recorded.is_new else 200)


def _day_of(here: Exchange, connection: "Connection", told: Told) -> str:
    """Return the day of the phone's link, if the report speaks of a visit that it was sent to."""
    who = here.who
    if who.until is None or told.at > who.until:
        raise GoneError
    known = counted(connection, who.plan_id or "")
    seen = any(told.plan == head.id for head in known)
    if not seen or not here.house.assigned.was(connection, known, who.agent_id or "", told.case):
        raise NoSuchThingError
    return known[0].day_id


def _impossible(here: Exchange, connection: "Connection", told: Told) -> Iterator[Finding]:
    day = here.house.carried.terms_of_plan(connection, told.plan)
    if day is None:
        raise NoSuchThingError
    if told.at > here.now + CLOCKS_DIFFER:
        yield _finding("at", "lies in the future", "set the phone's clock, then send it again")
    if told.at < datetime.combine(day.date, time(), day.time_zone):
        yield _finding("at", "lies before the day", "set the phone's clock, then report it again")
    yield from _beyond_authority(day, told)


def _beyond_authority(day: Day, told: Told) -> Iterator[Finding]:
    terms, furthest = day.door, told.furthest
    latest = day.date + timedelta(days=terms.promise_days)
    if furthest and not day.date <= furthest <= latest:
        yield _finding("on", "is no day that may be agreed to", f"choose one until {latest}")
    if told.instalments and told.instalments.number > terms.instalments:
        remedy = f"propose {terms.instalments} at most, or leave it to the office"
        yield _finding("number", "is more than may be proposed", remedy)
    if told.position and terms.position == "never":
        yield _finding("position", "is not asked for", "send the report without it")


def _finding(column: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="error",
        code=_CODES[column],
        file="report",
        column=column,
        problem=problem,
        remedy=remedy,
    )


_CODES = {
    "at": "VP-RE-001",
    "on": "VP-RE-002",
    "number": "VP-RE-003",
    "position": "VP-RE-004",
}

PART = Part(doors)
