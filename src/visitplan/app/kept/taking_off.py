"""Visits that are on a published route and must not take place any more: told once, at once.

The route itself stays what was published; agents' pages leave out what is held or withdrawn. The
trail tells of each visit that is concerned, and webhooks of what the trail tells.
"""

from collections.abc import Iterable
from datetime import datetime

from visitplan.render.exports.plan_file import read_plan
from visitplan.storage import plans, trail
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.trail import Act


def take_off(
    connection: Connection, head: DayHead, case_ids: Iterable[str], *, by: str, at: datetime
) -> int:
    """Tell of each of these cases that is on a route of the plan that counts; return how many."""
    current = plans.current(connection, head.id)
    wanted = set(case_ids)
    if current is None or not wanted:
        return 0
    plan = read_plan(plans.document(connection, current.id) or "")
    routed = [stop.case_id for route in plan.routes for stop in route.stops]
    concerned = [case_id for case_id in routed if case_id in wanted]
    for case_id in concerned:
        after = {"plan_id": current.id, "day_id": head.id}
        act = Act(at, by, "take off", "visit", case_id, head.branch_id, after=after)
        trail.append(connection, act)
    return len(concerned)
