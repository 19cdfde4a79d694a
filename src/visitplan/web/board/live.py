"""The day under way, on the board: what was reported, what is to be expected, what pays."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.live_day import (
    ExpectedRoute,
    expected_routes,
    is_under_way,
    pays_to_replan,
)
from visitplan.app.kept.notices_owed import Notice, Told, announced_plan, notices_of, tell
from visitplan.app.kept.told_events import reports_of_day
from visitplan.domain.change import Appointment
from visitplan.domain.contact import Channel
from visitplan.domain.value import Id
from visitplan.storage import plans
from visitplan.web.board.finding import bench_of, plan_of_path
from visitplan.web.board.rest import drawn_rest, last_asked, suggests, worked_out_by
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors()
Drawn = dict[str, Any]


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
        last = last_asked(connection, bench)
        worked_out = worked_out_by(connection, last)
        newest = plans.heads(connection, bench.shown.day.id)[0]
    expected = expected_routes(bench, reports, here.now)
    live = {
        "now": _second(here.now),
        "state": bench.shown.plan.state,
        "day_version": bench.shown.day.version,
        "under_way": is_under_way(bench, reports, here.now),
        "routes": {each.route.shift_id: _drawn(each) for each in expected},
        "pays": pays_to_replan(expected),
        "suggests": suggests(here, bench, expected, last),
        "rest": drawn_rest(last, worked_out, bench, expected) if last else None,
        "notices": [_notice(each) for each in owed],
        "newest": {"id": newest.id, "version": newest.version},
    }
    return JSONResponse(live)


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
