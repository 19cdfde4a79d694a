"""The plan that a path of the board speaks of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from visitplan.app.kept.benches import Bench, shown_plan
from visitplan.web.exchange import Exchange
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def plan_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Return whose the plan is that a path names."""
    shown = shown_plan(connection, path["plan_id"])
    return Thing(shown.day.branch_id) if shown else None


def bench_of(here: Exchange, plan_id: str) -> Bench:
    """Return a plan on its workbench; NoSuchThingError where it is gone by now."""
    bench = here.house.benches.bench(plan_id)
    if bench is None:
        raise NoSuchThingError
    return bench
