"""Plans out: those that were published, with ids instead of people."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from starlette.responses import Response

from visitplan.domain.plan import Plan, Route
from visitplan.render.exports.plan_file import read_plan
from visitplan.storage import days, plans
from visitplan.storage.plans import PlanHead
from visitplan.web.api.answers import NOT_MODIFIED, OF_A_THING, Shown, answers
from visitplan.web.api.days import day_of_path
from visitplan.web.api.paging import Cursor, Limit, Page, number, place_of
from visitplan.web.api.tags import Known, tagged
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/api/v1", include_in_schema=True, tags=["Plans"])
OUT = ("published", "superseded")
"""States of plans that left the house; a draft is nobody else's matter."""


class PlanListed(Shown):
    """A plan of a day; `version` counts the day's plans, drafts included."""

    id: str
    day_id: str
    version: int
    state: Literal["published", "superseded"]
    sha256: str
    published_at: datetime


class StopShown(Shown):
    """A visit on a route, from `arrival` to `departure`."""

    case_id: str
    arrival: datetime
    departure: datetime


class RouteShown(Shown):
    """The stops of one shift, in their order."""

    shift_id: str
    agent_id: str
    partners: list[str]
    leaves: datetime
    ends: datetime
    metres: int
    stops: list[StopShown]


class LeftOut(Shown):
    """A visit in no route: impossible, or displaced by others; and why."""

    case_id: str
    kind: Literal["impossible", "displaced"]
    rule: str
    reason: str


class Refused(Shown):
    """A case that may not be visited on the day, and the rules that say so."""

    case_id: str
    rules: list[str]


class PlanShown(PlanListed):
    """A plan; money in minor units of `currency`."""

    date: date
    time_zone: str
    currency: str
    cost: int
    routes: list[RouteShown]
    unassigned: list[LeftOut]
    ineligible: list[Refused]


def plan_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the plan that a path speaks of, if it was ever published."""
    head = plans.head(connection, path["plan_id"])
    day = days.head(connection, head.day_id) if head and head.state in OUT else None
    return Thing(day.branch_id) if day else None


@doors.get("/days/{day_id}/plans", response_model=Page[PlanListed], responses=answers(*OF_A_THING))
@may("read plans", of=day_of_path)
def list_plans(
    here: Here, day_id: str, cursor: Cursor = None, limit: Limit = 100
) -> Page[PlanListed]:
    """List the plans of a day that were published, the first version first."""
    after = place_of(cursor, number, 0)
    with here.read() as connection:
        heads = sorted(plans.heads(connection, day_id), key=lambda head: head.version)
    found = [head for head in heads if head.state in OUT and head.version > after]
    items = [PlanListed(**_listed(head)) for head in found[:limit]]
    last = str(items[-1].version) if items else cursor
    return Page(items=items, next=last, more=len(found) > limit)


@doors.get(
    "/days/{day_id}/plan",
    response_model=PlanShown,
    responses=answers(*OF_A_THING) | NOT_MODIFIED,
)
@may("read plans", of=day_of_path)
def show_current_plan(here: Here, day_id: str, known: Known = None) -> Response:
    """Show the plan of a day that counts; 404 where none was published yet."""
    with here.read() as connection:
        head = plans.current(connection, day_id)
        document = plans.document(connection, head.id) if head else None
    return _show(head, document, known)


@doors.get(
    "/plans/{plan_id}", response_model=PlanShown, responses=answers(*OF_A_THING) | NOT_MODIFIED
)
@may("read plans", of=plan_of_path)
def show_plan(here: Here, plan_id: str, known: Known = None) -> Response:
    """Show a plan that was published; its ETag changes when another one takes its place."""
    with here.read() as connection:
        head, document = plans.head(connection, plan_id), plans.document(connection, plan_id)
    return _show(head, document, known)


def _show(head: PlanHead | None, document: str | None, known: str | None) -> Response:
    if head is None or document is None:
        raise NoSuchThingError
    return tagged(_shown(head, read_plan(document)), f"{head.sha256}-{head.state}", known)


def _listed(head: PlanHead) -> dict[str, Any]:
    return {name: getattr(head, name) for name in PlanListed.model_fields}


def _shown(head: PlanHead, plan: Plan) -> PlanShown:
    return PlanShown(
        **_listed(head),
        date=plan.date,
        time_zone=plan.time_zone.key,
        currency=plan.currency,
        cost=plan.cost.total,
        routes=[_route(route) for route in plan.routes],
        unassigned=[
            LeftOut(**{name: getattr(each, name) for name in LeftOut.model_fields})
            for each in plan.unassigned
        ],
        ineligible=[
            Refused(case_id=each.case_id, rules=[refusal.rule for refusal in each.refusals])
            for each in plan.ineligible
        ],
    )


def _route(route: Route) -> RouteShown:
    return RouteShown(
        shift_id=route.shift_id,
        agent_id=route.agent_id,
        partners=list(route.partners),
        leaves=route.leaves,
        ends=route.ends,
        metres=route.metres,
        stops=[
            StopShown(case_id=stop.case_id, arrival=stop.arrival, departure=stop.departure)
            for stop in route.stops
        ],
    )
