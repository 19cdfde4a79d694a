"""Deciding about a plan: published, put aside, or an earlier one published once more."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.app.kept.plan_at_hand import KeptPlan
from visitplan.app.kept.publishing import Publishing, again, publish, require_true
from visitplan.errors import ConflictError, InputError, TravelDataError, VerificationError
from visitplan.storage import plans
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.plan_pages.finding import day_of_plan, plan_of_path, required_plan
from visitplan.web.plan_pages.links import sheet
from visitplan.web.plan_pages.page import plan_page
from visitplan.web.tokens import new_secret

doors = Doors(prefix="/plans/{plan_id}")


class Reason(BaseModel):
    """Why somebody decides so."""

    reason: str = Field(default="", max_length=500)


@doors.post("/publication")
@may("publish plans", of=plan_of_path)
def publish_plan(here: Here, plan_id: str, asked: Annotated[Reason, Form()]) -> Response:
    """Publish a draft that is verified once more; show the new links, this once."""
    return _published(here, required_plan(here, plan_id), asked.reason)


@doors.post("/return")
@may("publish plans", of=plan_of_path)
def publish_again(here: Here, plan_id: str, asked: Annotated[Reason, Form()]) -> Response:
    """Publish an earlier plan once more, as a new version that follows from the one that counts."""
    earlier = required_plan(here, plan_id)
    if not asked.reason.strip():
        return plan_page(here, plan_id, wrong="reason", status=422)
    with here.write() as connection:
        new = again(connection, earlier.head, new_id=here.new_id(), by=here.who.id, at=here.now)
        after = {"plan": plan_id, "version": new.version}
        here.record(connection, "take up again", "plan", new.id, after=after)
    return _published(here, required_plan(here, new.id), asked.reason)


def _published(here: Exchange, kept: KeptPlan, reason: str) -> Response:
    plan_id = kept.head.id
    if not reason.strip():
        return plan_page(here, plan_id, wrong="reason", status=422)
    try:
        require_true(kept, here.house.surroundings)
    except VerificationError as error:
        return plan_page(
            here, plan_id, violations=error.violations, reason=reason, wrong="untrue", status=409
        )
    except (InputError, TravelDataError):
        return plan_page(here, plan_id, reason=reason, wrong="unverified", status=409)
    try:
        with here.write() as connection:
            published = publish(connection, kept, publishing_by(here, reason.strip()))
    except ConflictError:
        return plan_page(here, plan_id, reason=reason, wrong="overtaken", status=409)
    return sheet(here, required_plan(here, plan_id), published.handed_out, said="published")


def publishing_by(here: Exchange, reason: str) -> Publishing:
    """Return who publishes, when and why."""
    return Publishing(here.who.id, here.now, reason, new_secret, here.new_id)


@doors.post("/discard")
@may("edit plans", of=plan_of_path)
def put_aside(here: Here, plan_id: str) -> Response:
    """Put a draft aside."""
    kept = required_plan(here, plan_id)
    branch_id = day_of_plan(here, kept.head.day_id).branch.id
    with here.write() as connection:
        plans.discard(connection, plan_id)
        here.record(connection, "discard", "plan", plan_id, branch_id=branch_id)
    return here.redirect(f"/days/{kept.head.day_id}?said=discarded")
