"""Things to keep, valid by default; a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from visitplan.storage import branches, days, jobs, outcomes, plans
from visitplan.storage.branches import Branch

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = "day-1"


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def a_branch(connection: Connection, branch_id: str = "kamppi") -> str:
    branches.add(connection, Branch(branch_id, f"Branch {branch_id}", "Europe/Helsinki"))
    return branch_id


def a_day(connection: Connection, day_id: str = DAY, **changes: Any) -> str:
    branch_id = changes.pop("branch_id", None) or a_branch(connection)
    given = {"on": NOON.date(), "at": NOON} | changes
    days.begin(connection, day_id=day_id, branch_id=branch_id, **given)
    return day_id


def a_plan(connection: Connection, plan_id: str = "plan-1", **changes: Any) -> plans.PlanHead:
    defaults: dict[str, Any] = {
        "id": plan_id,
        "day_id": DAY,
        "parent_id": None,
        "day_version": 1,
        "document": '{"routes": []}\n',
        "manifest": {"seed": 1},
    }
    return plans.add(connection, plans.NewPlan(**defaults | changes), at=NOON, by="user-1")


def a_report(number: int = 1, **changes: Any) -> outcomes.Report:
    defaults: dict[str, Any] = {
        "phone_id": f"press-{number}",
        "plan_id": "plan-1",
        "agent_id": "A01",
        "case_id": f"C{number:03}",
        "code": "NOHOME",
        "happened_at": NOON,
        "body": {},
    }
    return outcomes.Report(**defaults | changes)


def a_job(connection: Connection, job_id: str = "job-1", **changes: Any) -> str:
    at = changes.pop("at", NOON)
    defaults = {"id": job_id, "day_id": DAY, "asked_by": "user-1", "request": {"seconds": 5}}
    jobs.enqueue(connection, jobs.NewJob(**defaults | changes), at=at)
    return job_id
