"""Purging by the periods of the policy: of each branch by the rules of its newest day."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.app.kept.files_beside import tables_beside, without_rows
from visitplan.app.kept.kept_days import files_of
from visitplan.app.opening import read_day
from visitplan.app.output import write_files
from visitplan.domain.policy import Policy
from visitplan.domain.terms import CASE_RECORDS, TRAIL_RECORDS, Retention
from visitplan.errors import InputError
from visitplan.storage import branches, days, purging, tables
from visitplan.storage.branches import Branch
from visitplan.storage.database import Connection, Database
from visitplan.storage.erasing import put_files
from visitplan.storage.old_cases import old_cases
from visitplan.storage.purging import Purge


class PurgedBranch(NamedTuple):
    """What went of a branch: every case whose last entry lies on ``last`` or before.

    None where its policy sets no period; then nothing goes. ``rows`` counts by table.
    """

    branch_id: str
    keep_days: int | None
    last: date | None
    rows: dict[str, int]


class Purged(NamedTuple):
    """What went, or would go: of each branch, of the audit trail, and of what only passes."""

    branches: tuple[PurgedBranch, ...]
    trail: int
    passing: dict[str, int]
    done: bool


def purge(database: Database, *, at: datetime, by: str, for_real: bool) -> Purged:
    """Delete what may be kept no longer; unless ``for_real``, only tell what that is.

    What went is overwritten in the database's files, so that no later backup holds it.
    """
    who = Purge(by, at)
    with database.write() as connection:
        policies = {
            branch: newest_policy(connection, branch) for branch in branches.every(connection)
        }
        purged = Purged(
            tuple(_purged(connection, branch, policies[branch], who) for branch in policies),
            _purge_trail(connection, policies.values(), who),
            purging.purge_passing(connection, at=at),
            for_real,
        )
        if not for_real:
            connection.rollback()
    if for_real:
        purging.overwrite_what_went(database)
    return purged


def keep_days(retention: Iterable[Retention], categories: frozenset[str]) -> int | None:
    """Return how many days records of some categories stay after their last entry.

    The shortest maximum, but never less than the longest minimum: what must be kept is kept. None
    where there is no maximum.
    """
    spoken = [each for each in retention if each.category in categories]
    maxima = [each.maximum_days for each in spoken if each.maximum_days is not None]
    minima = [each.minimum_days for each in spoken if each.minimum_days is not None]
    return max([min(maxima), *minima]) if maxima else None


def newest_policy(connection: Connection, branch: Branch) -> Policy | None:
    """Return the rules of a branch's newest day that can be read; None where there is none."""
    for head in days.heads(connection, [branch.id]):
        with tempfile.TemporaryDirectory(prefix="visitplan-") as folder:
            write_files(Path(folder), files_of(tables.load(connection, head.id)))
            try:
                return read_day(Path(folder)).day.policy
            except InputError:
                continue
    return None


def _purged(
    connection: Connection, branch: Branch, policy: Policy | None, who: Purge
) -> PurgedBranch:
    kept = keep_days(policy.retention, CASE_RECORDS) if policy else None
    if kept is None:
        return PurgedBranch(branch.id, None, None, {})
    last = who.at.astimezone(ZoneInfo(branch.time_zone)).date() - timedelta(days=kept + 1)
    going = frozenset(old_cases(connection, branch.id, last=last))
    beside = tuple(map(without_rows, tables_beside(connection, branch.id, going)))
    rows = purging.purge_branch(connection, branch.id, last=last, purge=who)
    files = put_files(connection, beside)
    return PurgedBranch(branch.id, kept, last, rows | ({"day_files": files} if files else {}))


def _purge_trail(connection: Connection, policies: Iterable[Policy | None], who: Purge) -> int:
    """Purge the trail by the longest period of all branches; one without any keeps it whole."""
    kept = list(_trail_days(policies))
    if not kept or None in kept:
        return 0
    longest = max(days for days in kept if days is not None)
    return purging.purge_trail(connection, before=who.at - timedelta(days=longest), purge=who)


def _trail_days(policies: Iterable[Policy | None]) -> Iterator[int | None]:
    for policy in policies:
        yield keep_days(policy.retention, TRAIL_RECORDS) if policy else None
