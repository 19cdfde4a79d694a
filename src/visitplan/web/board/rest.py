"""The rest of a day planned anew, as the board asks for it: worked out, offered, not taken up."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.live_day import ExpectedRoute, pays_to_replan, price_of_going_on
from visitplan.app.queue.planning_request import PlanningRequest, RestWanted
from visitplan.routing.choice import Mode
from visitplan.storage import jobs, plans
from visitplan.storage.jobs import Job, NewJob
from visitplan.storage.plans import PlanHead
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors()
Drawn = dict[str, Any]
SUGGEST_EVERY = timedelta(minutes=10)
"""How often the rest of a day that goes badly is planned anew without being asked for."""


class RestAsked(BaseModel):
    """How freely the rest of the day may be planned anew."""

    mode: Mode = "all"


@doors.post("/plans/{plan_id}/board/rest")
@may("edit plans", of=plan_of_path)
def ask_for_rest(here: Here, plan_id: str, asked: RestAsked) -> Response:
    """Have the rest of the day planned anew, from now on; it becomes a draft and nothing else."""
    bench = bench_of(here, plan_id)
    at = here.now.astimezone(bench.day.time_zone).strftime("%H:%M:%S")
    wanted = PlanningRequest(rest=RestWanted(plan_id=plan_id, at=at, mode=asked.mode))
    new = NewJob(here.new_id(), bench.shown.day.id, here.who.id, wanted.model_dump(mode="json"))
    with here.write() as connection:
        standing = last_asked(connection, bench)
        if standing is None or standing.state not in {"queued", "running"}:
            _discard_draft(here, connection, standing)
            jobs.enqueue(connection, new, at=here.now)
            here.record(connection, "ask for the rest", "plan", plan_id, after={"mode": asked.mode})
    return JSONResponse({}, status_code=202)


def last_asked(connection: "Connection", bench: Bench) -> Job | None:
    """Return the last planning of the rest of this plan that was asked for."""
    asked = (
        each
        for each in jobs.of_day(connection, bench.shown.day.id)
        if (each.request.get("rest") or {}).get("plan_id") == bench.shown.plan.id
    )
    return next(asked, None)


def suggests(
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


def worked_out_by(connection: "Connection", last: Job | None) -> WorkedOut | None:
    """Return what came of planning the rest; None where nothing did, or not yet."""
    head = plans.head(connection, last.plan_id) if last and last.plan_id else None
    document = plans.document(connection, head.id) if head else None
    return WorkedOut(head, document) if head and document else None


def drawn_rest(
    job: Job, worked_out: WorkedOut | None, bench: Bench, expected: Sequence[ExpectedRoute]
) -> Drawn:
    """Return how far the planning of the rest is, and what it gains."""
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


def _discard_draft(here: Exchange, connection: "Connection", job: Job | None) -> None:
    """Put aside what was worked out before and not taken up: the day has gone on."""
    plan = plans.head(connection, job.plan_id) if job and job.plan_id else None
    if plan and plan.state == "draft":
        plans.discard(connection, plan.id)
        here.record(connection, "discard", "plan", plan.id, reason="worked out anew")
