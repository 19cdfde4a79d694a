"""Days on which nothing is kept of any case any longer: plans, links and tables go with them."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, delete, func, select

from visitplan.storage.schema.access import links
from visitplan.storage.schema.days import agents, cases, days, shifts
from visitplan.storage.schema.happenings import outcomes
from visitplan.storage.schema.jobs import planning_jobs
from visitplan.storage.schema.plans import plans


def forget_days(connection: Connection, branch_id: str, *, last: date) -> dict[str, int]:
    """Delete the days until ``last`` of which no case is kept; return how much, by table."""
    gone: dict[str, int] = {}
    for day_id in _empty_days(connection, branch_id, last):
        for table, count in _forget_day(connection, day_id):
            gone[table] = gone.get(table, 0) + count
    return gone | {"agents": _forget_agents(connection, branch_id)}


def _empty_days(connection: Connection, branch_id: str, last: date) -> list[str]:
    reported = select(plans.c.day_id).join(outcomes, outcomes.c.plan_id == plans.c.id)
    old = select(days.c.id).where(
        days.c.branch_id == branch_id,
        days.c.date <= last.isoformat(),
        days.c.id.not_in(select(cases.c.day_id)),
        days.c.id.not_in(reported),
    )
    return list(connection.execute(old).scalars())


def _forget_day(connection: Connection, day_id: str) -> Iterator[tuple[str, int]]:
    of_day = select(plans.c.id).where(plans.c.day_id == day_id)
    mine = {planning_jobs: planning_jobs.c.day_id == day_id, links: links.c.plan_id.in_(of_day)}
    for table, which in mine.items():
        yield table.name, connection.execute(delete(table).where(which)).rowcount
    yield "plans", _forget_plans(connection, day_id)
    count = select(func.count()).select_from(shifts).where(shifts.c.day_id == day_id)
    yield "shifts", connection.execute(count).scalar_one()
    yield "days", connection.execute(delete(days).where(days.c.id == day_id)).rowcount


def _forget_plans(connection: Connection, day_id: str) -> int:
    """Delete the plans of a day, the newest first: each may refer to one before it."""
    newest_first = select(plans.c.id).where(plans.c.day_id == day_id)
    ids = connection.execute(newest_first.order_by(plans.c.version.desc())).scalars().all()
    for plan_id in ids:
        connection.execute(delete(plans).where(plans.c.id == plan_id))
    return len(ids)


def _forget_agents(connection: Connection, branch_id: str) -> int:
    """Delete the agents of a branch who stand in the shifts of none of its days."""
    of_branch = select(days.c.id).where(days.c.branch_id == branch_id)
    on_duty = select(shifts.c.subject).where(
        shifts.c.day_id.in_(of_branch), shifts.c.subject.is_not(None)
    )
    gone = delete(agents).where(agents.c.branch_id == branch_id, agents.c.id.not_in(on_duty))
    return connection.execute(gone).rowcount
