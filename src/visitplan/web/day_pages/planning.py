"""Asking for a plan of a day, hearing how far it is, and having enough of it."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Form
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from visitplan.app.queue.asking import Asking, ask_for_plan
from visitplan.app.queue.planning_request import AN_HOUR, PlanningRequest, Progress, RestWanted
from visitplan.errors import ConflictError
from visitplan.render.wording import Wording
from visitplan.routing.choice import Mode
from visitplan.storage import days, jobs, plans
from visitplan.storage.database import Connection
from visitplan.storage.jobs import Job
from visitplan.web.day_pages.finding import day_of_path, job_of_path
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import NoSuchThingError

doors = Doors()


class Asked(BaseModel):
    """A plan of the whole day: how long to search, where chance begins, what to begin with."""

    seconds: int = Field(default=10, ge=0, le=AN_HOUR)
    seed: int | None = Field(default=None, ge=0, lt=2**31)
    begin_with_last: bool = False


class RestAsked(BaseModel):
    """The rest of a day, from a time of that day on, with so much freedom."""

    seconds: int = Field(default=10, ge=0, le=AN_HOUR)
    at: str = Field(pattern=r"\d{1,2}:\d{2}")
    mode: Mode = "all"


@doors.post("/days/{day_id}/planning")
@may("edit plans", of=day_of_path)
def plan_day(here: Here, day_id: str, asked: Annotated[Asked, Form()]) -> Response:
    """Queue the planning of a day, unless one is waiting or under way."""
    with here.write() as connection:
        made = (each for each in plans.heads(connection, day_id) if each.state != "discarded")
        last = next(made, None) if asked.begin_with_last else None
        start = last.id if last else None
        wanted = PlanningRequest(seconds=asked.seconds, seed=asked.seed, start=start)
        _enqueue(here, connection, day_id, wanted)
    return here.redirect(f"/days/{day_id}")


@doors.post("/days/{day_id}/rest")
@may("edit plans", of=day_of_path)
def plan_rest(here: Here, day_id: str, asked: Annotated[RestAsked, Form()]) -> Response:
    """Queue the re-planning of the rest of a day, after the plan that counts."""
    with here.write() as connection:
        standing = plans.current(connection, day_id)
        if standing is None:
            raise ConflictError("no plan counts yet")
        rest = RestWanted(plan_id=standing.id, at=asked.at, mode=asked.mode)
        _enqueue(here, connection, day_id, PlanningRequest(seconds=asked.seconds, rest=rest))
    return here.redirect(f"/days/{day_id}")


def _enqueue(here: Exchange, connection: Connection, day_id: str, wanted: PlanningRequest) -> None:
    """Queue a request; what is asked for while the day is being planned is shown that planning."""
    head = days.head(connection, day_id)
    if head is None:
        raise NoSuchThingError
    ask_for_plan(connection, head, wanted, Asking(here.who.id, here.now, here.new_id))


@doors.get("/planning/{job_id}")
@may("see plans", of=job_of_path)
def tell_progress(here: Here, job_id: str) -> Response:
    """Tell a page how far a job is."""
    return JSONResponse(plain_progress(_required(here, job_id)))


@doors.post("/planning/{job_id}/enough")
@may("edit plans", of=job_of_path)
def have_enough(here: Here, job_id: str) -> Response:
    """End a job with the best plan found until now, or without one where none was."""
    job = _required(here, job_id)
    with here.write() as connection:
        if jobs.cancel(connection, job_id, at=here.now):
            here.record(connection, "have enough of planning", "day", job.day_id)
    return here.redirect(f"/days/{job.day_id}")


def _required(here: Exchange, job_id: str) -> Job:
    with here.read() as connection:
        job = jobs.find(connection, job_id)
    if job is None:
        raise NoSuchThingError
    return job


def plain_progress(job: Job) -> dict[str, Any]:
    """Return how far a job is, as a page shows it."""
    told = Progress.model_validate(job.progress or {})
    words = Wording(job.asked_at.date(), ZoneInfo("UTC"), told.currency or "")
    return {
        "state": job.state,
        "ending": job.cancelled_at is not None,
        "seconds": told.seconds,
        "cost": None if told.cost is None else words.money(told.cost),
        "minor": told.cost,
        "unassigned": told.unassigned,
        "news": told.news,
    }
