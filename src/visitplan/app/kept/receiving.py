"""What a lender's core system hands over, kept in one transaction: a whole batch, or nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from visitplan.app.kept.batches import (
    WITHDRAW,
    Batch,
    Merged,
    findings_of,
    merge_cases,
    merge_contacts,
)
from visitplan.app.kept.kept_days import day_table
from visitplan.app.kept.taking_off import take_off
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError
from visitplan.storage import days, tables, trail
from visitplan.storage.database import Connection, Database
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow
from visitplan.storage.tables import DayInputs
from visitplan.storage.trail import Act

MOST_TRIES = 5
"""How often a batch is put on top of what others changed in the meantime."""


class Receiving(NamedTuple):
    """Who hands something over for which day, when.

    ``seen`` is the version of the day that they know; None takes the one that stands.
    """

    day_id: str
    by: str
    at: datetime
    seen: int | None = None


class Received(NamedTuple):
    """A day after a batch: its version, how many cases were new, and what is worth a look."""

    version: int
    created: int
    replaced: int
    withdrawn: int
    taken_off: int
    findings: tuple[Finding, ...]


class OutdatedError(ConflictError):
    """The day is not of the version that was named."""


Finish = Callable[[Connection, Received], None]
"""What else belongs into the transaction that keeps a batch."""


def receive(database: Database, batch: Batch, receiving: Receiving, finish: Finish) -> Received:
    """Keep a batch, which makes a new version of the day.

    Raises InputError with all findings, OutdatedError where the day is of another version than
    ``seen``, ConflictError where it changes all the time: then nothing is kept.
    """
    for _ in range(MOST_TRIES):
        with database.read() as connection:
            head = _required(connection, receiving)
            inputs = tables.load(connection, head.id)
        merged = _merged(inputs, batch)
        findings = findings_of(inputs, merged)
        with database.write() as connection:
            if _required(connection, receiving).version != head.version:
                continue
            received = _keep(connection, head, (inputs, batch, merged), receiving)
            received = received._replace(findings=findings)
            finish(connection, received)
            return received
    raise ConflictError("the day is changed by others all the time: try again")


def _required(connection: Connection, receiving: Receiving) -> DayHead:
    head = days.head(connection, receiving.day_id)
    if head is None:
        raise ConflictError("the day is gone")
    if receiving.seen is not None and head.version != receiving.seen:
        raise OutdatedError(f"the day is of version {head.version}")
    return head


def _merged(inputs: DayInputs, batch: Batch) -> Merged:
    return merge_cases(inputs, batch) if batch.table == "cases" else merge_contacts(inputs, batch)


def _keep(
    connection: Connection,
    head: DayHead,
    given: tuple[DayInputs, Batch, Merged],
    receiving: Receiving,
) -> Received:
    inputs, batch, merged = given
    of, at = Of(head.id, head.branch_id), receiving.at
    version = days.advance(connection, head.id, seen=head.version, at=at)
    if batch.table == "cases" or inputs.table("contacts") is None:
        tables.put_table(connection, of, day_table(merged.table), at=at)
    else:
        new = [TableRow(*merged.table.rows[place]) for place in merged.places]
        tables.add_contacts(connection, of, merged.table.headers, new, at=at)
    known = {row.subject for row in table.rows} if (table := inputs.table(batch.table)) else set()
    ids = [merged.table.rows[place].subject for place in merged.places]
    created = len(ids) if batch.table == "contacts" else sum(each not in known for each in ids)
    _tell(connection, head, batch, receiving)
    taken = _take_off(connection, head, batch.withdrawn, receiving)
    return Received(version, created, len(ids) - created, len(batch.withdrawn), taken, ())


def _tell(connection: Connection, head: DayHead, batch: Batch, receiving: Receiving) -> None:
    after = {"table": batch.table, "rows": len(batch.rows), WITHDRAW: len(batch.withdrawn)}
    act = Act(receiving.at, receiving.by, "receive", "day", head.id, head.branch_id, after=after)
    trail.append(connection, act)


def _take_off(
    connection: Connection, head: DayHead, case_ids: Iterable[str], receiving: Receiving
) -> int:
    return take_off(connection, head, case_ids, by=receiving.by, at=receiving.at)
