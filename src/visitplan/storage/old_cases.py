"""Cases of which nothing may be kept any longer, with everything that was kept of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, Table, and_, delete, func, select, union_all

from visitplan.storage.schema.days import ROWS, branches, contacts, day_contacts, days
from visitplan.storage.schema.happenings import outcomes
from visitplan.storage.schema.plans import plans

_AT_ONCE = 10_000


def old_cases(connection: Connection, branch_id: str, *, last: date) -> tuple[str, ...]:
    """Return the cases of a branch whose last entry lies on ``last`` or before.

    Entries are the days in whose tables a case stands, by their dates; what was reported of it
    and told to the ledger, by the date of arrival in the branch's zone.
    """
    end = _end_of(last, connection, branch_id)
    of_days = union_all(*(_by_date(table, branch_id) for table in _of_cases())).subquery()
    by_case: dict[str, bool] = {}
    for case_id, newest in connection.execute(
        select(of_days.c.subject, func.max(of_days.c.date)).group_by(of_days.c.subject)
    ):
        by_case[case_id] = newest <= last.isoformat()
    for case_id, newest in _by_arrival(connection, branch_id):
        by_case[case_id] = by_case.get(case_id, True) and newest < end
    return tuple(sorted(case_id for case_id, is_old in by_case.items() if is_old))


def _of_cases() -> Iterator[Table]:
    return (table for name, table in ROWS.items() if name != "agents")


def _by_date(table: Table, branch_id: str) -> Select[Any]:
    of_branch = select(table.c.subject, days.c.date).join(days, table.c.day_id == days.c.id)
    return of_branch.where(days.c.branch_id == branch_id, table.c.subject.is_not(None))


def _by_arrival(
    connection: Connection, branch_id: str, case_ids: Sequence[str] | None = None
) -> Iterator[tuple[str, datetime]]:
    told = select(contacts.c.case_id, func.max(contacts.c.added_at)).where(
        contacts.c.branch_id == branch_id, contacts.c.case_id.is_not(None)
    )
    reported = (
        select(outcomes.c.case_id, func.max(outcomes.c.received_at))
        .join(plans, outcomes.c.plan_id == plans.c.id)
        .join(days, plans.c.day_id == days.c.id)
        .where(days.c.branch_id == branch_id)
    )
    if case_ids is not None:
        told = told.where(contacts.c.case_id.in_(case_ids))
        reported = reported.where(outcomes.c.case_id.in_(case_ids))
    yield from connection.execute(told.group_by(contacts.c.case_id))
    yield from connection.execute(reported.group_by(outcomes.c.case_id))


def _end_of(last: date, connection: Connection, branch_id: str) -> datetime:
    return datetime.combine(last, time.max, tzinfo=_zone_of(connection, branch_id))


def _zone_of(connection: Connection, branch_id: str) -> ZoneInfo:
    zone = connection.execute(select(branches.c.time_zone).where(branches.c.id == branch_id))
    return ZoneInfo(zone.scalar_one())


def last_entry(connection: Connection, branch_id: str, case_ids: Sequence[str]) -> date | None:
    """Return the day of the last entry of some cases, as ``old_cases`` counts; None without any."""
    zone = _zone_of(connection, branch_id)
    dates = [
        date.fromisoformat(row.date)
        for table in _of_cases()
        for row in connection.execute(
            _by_date(table, branch_id).where(table.c.subject.in_(case_ids)).distinct()
        )
    ]
    arrivals = [
        newest.astimezone(zone).date()
        for case_id, newest in _by_arrival(connection, branch_id, case_ids)
    ]
    return max((*dates, *arrivals), default=None)


def forget_cases(connection: Connection, branch_id: str, case_ids: Sequence[str]) -> dict[str, int]:
    """Delete everything that was kept of some cases of a branch; return how much, by table."""
    gone: dict[str, int] = {}
    for begin in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[begin : begin + _AT_ONCE]
        for table, count in _forget(connection, branch_id, some):
            gone[table] = gone.get(table, 0) + count
    return gone


def _forget(
    connection: Connection, branch_id: str, case_ids: Sequence[str]
) -> Iterable[tuple[str, int]]:
    of_branch = select(days.c.id).where(days.c.branch_id == branch_id)
    told = and_(contacts.c.branch_id == branch_id, contacts.c.case_id.in_(case_ids))
    numbers = select(contacts.c.seq).where(told)
    of_plans = select(plans.c.id).where(plans.c.day_id.in_(of_branch))
    reported = and_(outcomes.c.plan_id.in_(of_plans), outcomes.c.case_id.in_(case_ids))
    steps = [
        *(
            (table, and_(table.c.day_id.in_(of_branch), table.c.subject.in_(case_ids)))
            for table in _of_cases()
        ),
        (day_contacts, day_contacts.c.contact_seq.in_(numbers)),
        (contacts, told),
        (outcomes, reported),
    ]
    for table, which in steps:
        yield table.name, connection.execute(delete(table).where(which)).rowcount
