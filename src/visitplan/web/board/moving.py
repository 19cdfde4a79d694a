"""Stops moved by hand: what a move does, where a visit fits best, and keeping what was done."""

from typing import Annotated, Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.keep_edit import Keeping, edited_plan, keep_edit, rivals
from visitplan.app.kept.live_day import is_under_way
from visitplan.app.kept.told_events import reports_of_day
from visitplan.domain.move import Move
from visitplan.domain.value import Id
from visitplan.errors import VerificationError
from visitplan.render.drawn_ways import drawn_ways
from visitplan.web.board.drawn import drawn_edit, drawn_violations
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors()
CONFLICT, UNPROCESSABLE = 409, 422


class Moves(BaseModel):
    """Moves made since the plan was kept, in their order."""

    moves: Annotated[list[Move], Field(max_length=1_000)]


class Asked(Moves):
    """A visit for which a place is looked for, after some moves."""

    case_id: Id


class Kept(Moves):
    """Moves to be kept, and the newest version of the day's plans that the board knows of."""

    newest: Annotated[int, Field(ge=1)]


@doors.post("/plans/{plan_id}/board/edit")
@may("edit plans", of=plan_of_path)
def tell_edit(here: Here, plan_id: str, asked: Moves) -> Response:
    """Return what moves do to a plan; nothing is kept."""
    bench = bench_of(here, plan_id)
    return JSONResponse(drawn_edit(bench, bench.workbench.edited(asked.moves), here.retell))


@doors.post("/plans/{plan_id}/board/places")
@may("edit plans", of=plan_of_path)
def list_places(here: Here, plan_id: str, asked: Asked) -> Response:
    """Return the best place for a visit on each route that may take it, the best first."""
    places = bench_of(here, plan_id).workbench.places(asked.case_id, asked.moves)
    return JSONResponse([place._asdict() for place in places])


@doors.post("/plans/{plan_id}/board/ways")
@may("see plans", of=plan_of_path)
def tell_ways(here: Here, plan_id: str, asked: Moves) -> Response:
    """Return the lines along the streets of the routes that moves change; of all, without moves."""
    bench = bench_of(here, plan_id)
    return JSONResponse(_changed_ways(bench, asked.moves) if asked.moves else bench.ways)


def _changed_ways(bench: Bench, moves: list[Move]) -> dict[str, str]:
    before, plan = set(bench.plan.routes), bench.workbench.edited(moves).planned.plan
    changed = tuple(route for route in plan.routes if route not in before)
    only_changed = plan.model_copy(update={"routes": changed})
    return drawn_ways(only_changed, bench.day, bench.travel)


@doors.post("/plans/{plan_id}/board/keep")
@may("edit plans", of=plan_of_path)
def keep_moves(here: Here, plan_id: str, asked: Kept) -> Response:
    """Keep the plan after moves as a draft; tell why where that cannot be, and what goes on."""
    bench = bench_of(here, plan_id)
    try:
        edited = edited_plan(bench, asked.moves)
    except VerificationError as error:
        broken = drawn_violations(error.violations, here.retell)
        return JSONResponse({"broken": broken}, status_code=UNPROCESSABLE)
    with here.write() as connection:
        if is_under_way(bench, reports_of_day(connection, bench.shown.day.id), here.now):
            return JSONResponse({"under_way": True}, status_code=CONFLICT)
        others = rivals(connection, bench, asked.newest)
        if others:
            return JSONResponse({"rival": _told(others[0])}, status_code=CONFLICT)
        keeping = Keeping(here.new_id(), here.who.id, here.now, asked.newest)
        kept = keep_edit(connection, bench, edited, keeping)
    return JSONResponse(_told(kept), status_code=201)


def _told(plan: Any) -> dict[str, Any]:
    return {"id": plan.id, "version": plan.version}
