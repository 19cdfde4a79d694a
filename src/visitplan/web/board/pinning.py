"""Pins set on the board: a stop to its agent or its time, a whole route as it is; or none."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.pinning import Pinning, pin, unpin
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Route
from visitplan.domain.value import Id
from visitplan.web.board.drawn import drawn_case
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import NoSuchThingError

doors = Doors()


class Pinned(BaseModel):
    """What to pin: some visits of a plan, to what; and the version of the day that was seen."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    to: Literal["agent", "time", "route", "nothing"]
    seen: int


@doors.post("/plans/{plan_id}/board/pins")
@may("edit plans", of=plan_of_path)
def change_pins(here: Here, plan_id: str, asked: Pinned) -> Response:
    """Pin visits as the plan has them, or let them loose; return their cases as they are now."""
    bench = bench_of(here, plan_id)
    day = bench.shown.day
    pinning = Pinning(here.who.id, here.now, asked.seen)
    pins = tuple(_pins(bench, asked))
    with here.write() as connection:
        if asked.to == "nothing":
            unpin(connection, day, asked.case_ids, pinning)
        else:
            pin(connection, day, pins, pinning)
    after = bench_of(here, plan_id)
    cases = {case_id: drawn_case(after, after.cases[case_id]) for case_id in asked.case_ids}
    return JSONResponse({"day_version": after.shown.day.version, "cases": cases})


def _pins(bench: Bench, asked: Pinned) -> Iterator[Pin]:
    for case_id in asked.case_ids:
        if case_id not in bench.cases:
            raise NoSuchThingError
        if asked.to != "nothing":
            yield _as_planned(bench, case_id, asked.to)


def _as_planned(bench: Bench, case_id: str, to: Literal["agent", "time", "route"]) -> Pin:
    route, number = _place_of(bench, case_id)
    stop = route.stops[number]
    if to == "time":
        return Pin(case_id=case_id, not_before=stop.arrival, not_after=stop.arrival)
    after = route.stops[number - 1].case_id if to == "route" and number else None
    return Pin(case_id=case_id, agent_id=route.agent_id, after=after)


def _place_of(bench: Bench, case_id: str) -> tuple[Route, int]:
    for route in bench.plan.routes:
        for number, stop in enumerate(route.stops):
            if stop.case_id == case_id:
                return route, number
    raise NoSuchThingError
