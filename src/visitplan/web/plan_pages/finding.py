"""What the paths of plans speak of, and the plan itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from visitplan.app.kept.plan_at_hand import KeptPlan, kept_plan
from visitplan.render.exports.plan_file import read_plan
from visitplan.storage import branches, days, plans
from visitplan.storage.branches import Branch
from visitplan.storage.days import DayHead
from visitplan.web.exchange import Exchange
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from visitplan.domain.plan import Plan


class DayOfPlan(NamedTuple):
    """A plan's day: its head, its branch, and the names of the branch's agents."""

    head: DayHead
    branch: Branch
    names: Mapping[str, str]

    def named(self, agent_id: str) -> str:
        """Return an agent's id and name."""
        name = self.names.get(agent_id)
        return f"{agent_id} · {name}" if name else agent_id


def plan_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find whose the plan is that a path names."""
    head = plans.head(connection, path["plan_id"])
    day = days.head(connection, head.day_id) if head else None
    return Thing(day.branch_id) if day else None


def required_plan(here: Exchange, plan_id: str) -> KeptPlan:
    """Return a plan; NoSuchThingError where it is gone by now."""
    with here.read() as connection:
        kept = kept_plan(connection, plan_id)
    if kept is None:
        raise NoSuchThingError
    return kept


def day_of_plan(here: Exchange, day_id: str) -> DayOfPlan:
    """Return the day of a plan; NoSuchThingError where it is gone by now."""
    with here.read() as connection:
        head = days.head(connection, day_id)
        branch = branches.find(connection, head.branch_id) if head else None
        if head is None or branch is None:
            raise NoSuchThingError
        known = branches.agents_of(connection, head.branch_id)
    return DayOfPlan(head, branch, {each.id: each.name for each in known if each.name})


def document_of(here: Exchange, plan_id: str) -> "Plan | None":
    """Return what a plan says; None where there is none."""
    with here.read() as connection:
        document = plans.document(connection, plan_id)
    return read_plan(document) if document else None
