"""Plans asked for: queued, followed, and published to the agents once they keep every rule."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.publishing import publish, require_true
from visitplan.app.queue.asking import Asking, ask_for_plan
from visitplan.app.queue.child import Failed
from visitplan.app.queue.planning_request import AN_HOUR, PlanningRequest, Progress
from visitplan.errors import ConflictError, InputError, TravelDataError, VerificationError
from visitplan.storage import jobs
from visitplan.storage.jobs import Job
from visitplan.web.api.answers import OF_A_CHANGE, OF_A_THING, Finding, Sent, Shown, answers
from visitplan.web.api.days import day_of_path, required_day
from visitplan.web.api.idempotency import AskedOnce, Finish, done_once
from visitplan.web.api.problems import finding_shown
from visitplan.web.day_pages.finding import job_of_path
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.plan_pages.finding import plan_of_path, required_plan
from visitplan.web.plan_pages.publishing import publishing_by
from visitplan.web.refusals import NoSuchThingError

doors = Doors(prefix="/api/v1", include_in_schema=True, tags=["Planning"])


class PlanWanted(Sent):
    """How a day is to be planned; what is not said is as the day's settings say."""

    seconds: Annotated[int | None, Field(ge=0, le=AN_HOUR, examples=[30])] = None
    work: Annotated[int | None, Field(ge=0, lt=2**63)] = None
    seed: Annotated[int | None, Field(ge=0, lt=2**31, examples=[1])] = None


class PlanningShown(Shown):
    """How far planning is; `plan_id` is the draft that came of it, `failure` why none did."""

    id: str
    day_id: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    seconds: int
    cost: Annotated[int | None, Field(description="In minor units.")]
    unassigned: int | None
    currency: str | None
    plan_id: str | None
    failure: str | None
    findings: list[Finding]


class Why(Sent):
    """Why a plan is published; the audit trail keeps it."""

    reason: Annotated[str, Field(min_length=1, max_length=500, examples=["checked by the branch"])]


class LinkMade(Shown):
    """An agent's way to the route: told this once, and used once."""

    agent_id: str
    url: str
    expires_at: datetime


class PublishedShown(Shown):
    """The plan that counts from now on; agents who have a link already keep it."""

    plan_id: str
    version: int
    links: list[LinkMade]


@doors.post(
    "/days/{day_id}/planning",
    response_model=PlanningShown,
    status_code=202,
    responses=answers(*OF_A_THING, *OF_A_CHANGE),
)
@may("plan days", of=day_of_path)
def ask(here: Here, day_id: str, wanted: PlanWanted, once: AskedOnce) -> Response:
    """Ask for a plan of a day; while it is being planned, this answers that planning."""

    def do(finish: Finish) -> PlanningShown:
        request = PlanningRequest(**wanted.model_dump())
        with here.write() as connection:
            asking = Asking(here.who.id, here.now, here.new_id)
            job_id = ask_for_plan(connection, required_day(connection, day_id), request, asking)
            shown = _shown(jobs.find(connection, job_id))
            finish(connection, shown)
        return shown

    return done_once(here, once, do, status=202)


@doors.get("/planning/{job_id}", response_model=PlanningShown, responses=answers(*OF_A_THING))
@may("plan days", of=job_of_path)
def follow(here: Here, job_id: str) -> PlanningShown:
    """Show how far planning is."""
    with here.read() as connection:
        return _shown(jobs.find(connection, job_id))


def _shown(job: Job | None) -> PlanningShown:
    if job is None:
        raise NoSuchThingError
    told, failed = Progress.model_validate(job.progress or {}), _failed(job)
    return PlanningShown(
        **told.model_dump(include={"seconds", "cost", "unassigned", "currency"}),
        **{name: getattr(job, name) for name in ("id", "day_id", "state", "plan_id")},
        failure=failed.kind if failed else None,
        findings=list(map(finding_shown, failed.findings)) if failed else [],
    )


def _failed(job: Job) -> Failed | None:
    if job.failure is None:
        return None
    told = {name: job.failure.get(name) for name in ("kind", "findings") if name in job.failure}
    return Failed.model_validate({"exit_code": 4, **told})


@doors.post(
    "/plans/{plan_id}/publication",
    response_model=PublishedShown,
    responses=answers(*OF_A_THING, *OF_A_CHANGE),
)
@may("publish for agents", of=plan_of_path)
def let_it_count(here: Here, plan_id: str, why: Why) -> PublishedShown:
    """Publish a draft: verified once more, it counts, and agents without a link get one.

    The links are in this answer alone. 409 where the plan no longer keeps every rule, or another
    one was published meanwhile.
    """
    kept = required_plan(here, plan_id)
    try:
        require_true(kept, here.house.surroundings)
    except (VerificationError, InputError, TravelDataError) as error:
        raise ConflictError("the plan does not keep every rule of the day as it stands") from error
    with here.write() as connection:
        published = publish(connection, kept, publishing_by(here, why.reason))
    made = published.handed_out
    links = [_made(here, each.link.agent_id, each.token, each.link.expires_at) for each in made]
    return PublishedShown(plan_id=plan_id, version=published.head.version, links=links)


def _made(here: Exchange, agent_id: str, token: str, expires_at: datetime) -> LinkMade:
    url = here.address_of(f"/a#t={token}")
    return LinkMade(agent_id=agent_id, url=url, expires_at=expires_at)
