"""The board's page and what it is drawn from."""

from collections.abc import Iterator
from typing import NamedTuple

from starlette.responses import JSONResponse, Response

from visitplan.render.palette import stylesheet
from visitplan.storage import branches, days, plans
from visitplan.storage.days import DayHead
from visitplan.storage.plans import PlanHead
from visitplan.web.board.drawn import drawn_board
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can
from visitplan.web.refusals import NoSuchThingError

doors = Doors()
MOST_DAYS = 30


class DayOnBoard(NamedTuple):
    """A day with the plan that counts and the newest one, which may be the same."""

    day: DayHead
    branch: str
    current: PlanHead | None
    newest: PlanHead | None


@doors.get("/board")
@may("see plans")
def list_boards(here: Here) -> Response:
    """List the days that have plans; where there is but one, lead to its board."""
    listed = list(_days_on_board(here))
    if len(listed) == 1 and (plan := listed[0].current or listed[0].newest):
        return here.redirect(f"/plans/{plan.id}/board")
    return here.page("boards.html.j2", listed=listed)


def _days_on_board(here: Exchange) -> Iterator[DayOnBoard]:
    mine = sorted(here.who.branches)
    with here.read() as connection:
        names = {each.id: each.name for each in branches.every(connection)}
        for day in days.heads(connection, mine)[:MOST_DAYS]:
            made = [p for p in plans.heads(connection, day.id) if p.state != "discarded"]
            current = next((plan for plan in made if plan.state == "published"), None)
            if made:
                yield DayOnBoard(day, names.get(day.branch_id, day.branch_id), current, made[0])


@doors.get("/board/palette.css")
@may("see plans")
def show_palette(here: Here) -> Response:  # noqa: ARG001 - the guard asks for it
    """Return the colours of agents, the same as on the published maps."""
    return Response(stylesheet(), media_type="text/css")


@doors.get("/plans/{plan_id}/board")
@may("see plans", of=plan_of_path)
def show_board(here: Here, plan_id: str) -> Response:
    """Return the page at once; its scripts ask for the plan, which may take a moment to open."""
    with here.read() as connection:
        plan = plans.head(connection, plan_id)
        if plan is None:
            raise NoSuchThingError
        made = plans.heads(connection, plan.day_id)
        day = days.head(connection, plan.day_id)
    listed = [each for each in made if each.state != "discarded" or each.id == plan_id]
    return here.page(
        "board.html.j2",
        plan=plan,
        day=day,
        plans=listed,
        newest=made[0].version,
        may_edit=can(here.who, "edit plans"),
    )


@doors.get("/plans/{plan_id}/board/data")
@may("see plans", of=plan_of_path)
def tell_board(here: Here, plan_id: str) -> Response:
    """Return what the board draws."""
    return JSONResponse(drawn_board(bench_of(here, plan_id), here.retell))


@doors.get("/plans/{plan_id}/board/streets")
@may("see plans", of=plan_of_path)
def tell_streets(here: Here, plan_id: str) -> Response:
    """Return the streets around the plan's places, by class, as encoded lines."""
    return JSONResponse(bench_of(here, plan_id).streets)
