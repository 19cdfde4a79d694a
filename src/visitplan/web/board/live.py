"""The day under way, on the board: what was reported, what is to be expected, what pays."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from visitplan.app.benches import Bench
from visitplan.app.live_day import (
    ExpectedRoute,
    expected_routes,
    is_under_way,
    pays_to_replan,
    price_of_going_on,
)
from visitplan.app.notices_owed import Notice, Told, announced_plan, notices_of, tell
from visitplan.app.planning_request import PlanningRequest, RestWanted
from visitplan.app.told_events import reports_of_day
from visitplan.domain.change import Appointment
from visitplan.domain.contact import Channel
from visitplan.domain.value import Id
from visitplan.routing.choice import Mode
from visitplan.storage import jobs, plans
from visitplan.storage.jobs import Job, NewJob
from visitplan.storage.plans import PlanHead
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors()
Drawn = dict[str, Any]
SUGGEST_EVERY = timedelta(minutes=10)
"""How often the rest of a day that goes badly is planned anew without being asked for."""


class RestAsked(BaseModel):
    """How freely the rest of the day may be planned anew."""

    mode: Mode = "all"


class ToldAsked(BaseModel):
    """A customer who was told, by which channel."""

    case_id: Id
    channel: Channel


@doors.get("/plans/{plan_id}/board/live")
@may("see plans", of=plan_of_path)
def tell_live(here: Here, plan_id: str) -> Response:
    """Return how the day goes by this plan, and what others made of it meanwhile."""
    bench = bench_of(here, plan_id)
    with here.read() as connection:
        reports = reports_of_day(connection, bench.shown.day.id)
        owed = _owed(connection, bench)
        last = _job(connection, bench)
        worked_out = _worked_out(connection, last)
        newest = plans.heads(connection, bench.shown.day.id)[0]
    expected = expected_routes(bench, reports, here.now)
    live = {
        "now": _second(here.now),
        "state": bench.shown.plan.state,
        "day_version": bench.shown.day.version,
        "under_way": is_under_way(bench, reports, here.now),
        "routes": {each.route.shift_id: _drawn(each) for each in expected},
        "pays": pays_to_replan(expected),
        "suggests": _suggests(here, bench, expected, last),
        "rest": _rest(last, worked_out, bench, expected) if last else None,
        "notices": [_notice(each) for each in owed],
        "newest": {"id": newest.id, "version": newest.version},
    }
    return JSONResponse(live)


@doors.post("/plans/{plan_id}/board/rest")
@may("edit plans", of=plan_of_path)
def ask_for_rest(here: Here, plan_id: str, asked: RestAsked) -> Response:
    """Have the rest of the day planned anew, from now on; it becomes a draft and nothing else."""
    bench = bench_of(here, plan_id)
    at = here.now.astimezone(bench.day.time_zone).strftime("%H:%M")
    wanted = PlanningRequest(rest=RestWanted(plan_id=plan_id, at=at, mode=asked.mode))
    new = NewJob(here.new_id(), bench.shown.day.id, here.who.id, wanted.model_dump(mode="json"))
    with here.write() as connection:
        standing = _job(connection, bench)
        if standing is None or standing.state not in {"queued", "running"}:
            _discard_draft(connection, standing)
            jobs.enqueue(connection, new, at=here.now)
            here.record(connection, "ask for the rest", "plan", plan_id, after={"mode": asked.mode})
    return JSONResponse({}, status_code=202)


@doors.post("/plans/{plan_id}/board/told")
@may("edit plans", of=plan_of_path)
def note_told(here: Here, plan_id: str, asked: ToldAsked) -> Response:
    """Note in the ledger that a customer was told of what was changed."""
    bench = bench_of(here, plan_id)
    if asked.case_id not in bench.cases:
        raise NoSuchThingError
    told = Told(asked.case_id, asked.channel, here.who.id, here.now)
    with here.write() as connection:
        tell(connection, bench, told)
    return tell_live(here, plan_id)


def _owed(connection: "Connection", bench: Bench) -> tuple[Notice, ...]:
    announced = announced_plan(connection, bench.shown.plan)
    return notices_of(bench, announced[1]) if announced else ()


def _discard_draft(connection: "Connection", job: Job | None) -> None:
    """Put aside what was worked out before and not taken up: the day has gone on."""
    plan = plans.head(connection, job.plan_id) if job and job.plan_id else None
    if plan and plan.state == "draft":
        plans.discard(connection, plan.id)


def _job(connection: "Connection", bench: Bench) -> Job | None:
    """Return the last planning of the rest of this plan that was asked for."""
    asked = (
        each
        for each in jobs.of_day(connection, bench.shown.day.id)
        if (each.request.get("rest") or {}).get("plan_id") == bench.shown.plan.id
    )
    return next(asked, None)


def _suggests(
    here: Exchange, bench: Bench, expected: Sequence[ExpectedRoute], last: Job | None
) -> bool:
    """Tell whether the board should have a new plan of the rest worked out, to be looked at."""
    counts = bench.shown.plan.state == "published"
    rested = last is None or here.now - last.asked_at >= SUGGEST_EVERY
    return counts and rested and pays_to_replan(expected)


class WorkedOut(NamedTuple):
    """A new version for the rest of the day, as somebody had it worked out."""

    head: PlanHead
    document: str


def _worked_out(connection: "Connection", last: Job | None) -> WorkedOut | None:
    head = plans.head(connection, last.plan_id) if last and last.plan_id else None
    document = plans.document(connection, head.id) if head else None
    return WorkedOut(head, document) if head and document else None


def _rest(
    job: Job, worked_out: WorkedOut | None, bench: Bench, expected: Sequence[ExpectedRoute]
) -> Drawn:
    failure = (job.failure or {}).get("message") or (job.failure or {}).get("kind")
    drawn = {
        "state": job.state,
        "mode": job.request["rest"]["mode"],
        "progress": job.progress,
        "failure": failure,
        "plan": None,
    }
    if worked_out is None:
        return drawn
    head = worked_out.head
    shown = {"id": head.id, "version": head.version, "state": head.state}
    return drawn | {"plan": shown, **_gain(bench, expected, worked_out.document)}


def _gain(bench: Bench, expected: Sequence[ExpectedRoute], document: str) -> Drawn:
    """Return what a new version saves against going on, and what else it makes better."""
    data = json.loads(document)
    visits = sum(len(route["stops"]) for route in data["routes"])
    before = sum(len(route.stops) for route in bench.plan.routes)
    return {
        "saves": price_of_going_on(bench, expected) - sum(data["cost"].values()),
        "more": visits - before,
        "misses": sum(each.misses for each in expected),
    }


def _drawn(expected: ExpectedRoute) -> Drawn:
    return {
        "done": expected.done,
        "late": expected.late_seconds,
        "overdue": expected.overdue_seconds,
        "ends": _second(expected.route.ends),
        "next": expected.following.case_id if expected.following else None,
        "stops": [
            {
                "case": stop.case_id,
                "arrival": _second(stop.arrival),
                "departure": _second(stop.departure),
                "late": stop.late_seconds,
                "misses": stop.misses_seconds,
                "code": stop.code,
            }
            for stop in expected.stops
        ],
    }


def _notice(notice: Notice) -> Drawn:
    change = notice.change
    return {
        "case": change.case_id,
        "kind": change.kind,
        "before": _appointment(change.before),
        "after": _appointment(change.after),
        "told": _second(notice.told_at) if notice.told_at else None,
    }


def _appointment(appointment: Appointment | None) -> Drawn | None:
    if appointment is None:
        return None
    return {"agent": appointment.agent_id, "arrival": _second(appointment.arrival)}


def _second(moment: datetime) -> int:
    return int(moment.timestamp())
