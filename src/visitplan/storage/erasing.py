"""Erasing one person: every row, every text that names them, in one transaction that is told of."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from visitplan.storage import trail
from visitplan.storage.permit import permitted
from visitplan.storage.persons import Person, Where, comparisons_with, rows_about
from visitplan.storage.plans import sha256_of
from visitplan.storage.purging import Purge
from visitplan.storage.redaction import ERASED, entries_about, redact
from visitplan.storage.schema.days import contacts, day_contacts, day_files
from visitplan.storage.schema.jobs import planning_jobs
from visitplan.storage.schema.plans import plans
from visitplan.storage.trail import Act


class ByteFile(NamedTuple):
    """A file of a day that is kept byte for byte, under its name as it was and as it is to be."""

    day_id: str
    was: str
    name: str
    content: bytes


class Rewritten(NamedTuple):
    """What is left of texts that name others too.

    ``documents`` are plans by their ids, ``failures`` those of planning jobs, ``files`` tables of
    days that are kept byte for byte.
    """

    documents: Mapping[str, str]
    failures: Mapping[str, Any]
    files: tuple[ByteFile, ...]


def erase(
    connection: Connection, person: Person, rewritten: Rewritten, erasure: Purge
) -> dict[str, int]:
    """Delete all that is about a person, and let texts that name others be what is left of them.

    The trail tells how much went, by table, and of nobody; it proves as whole as before. Returns
    what it tells.
    """
    entries = entries_about(connection, person)
    with permitted(connection, erasure.by):
        gone = _delete(connection, person)
        _rewrite(connection, rewritten)
    seals = redact(connection, entries, by=erasure.by)
    counted = {
        **gone,
        "plans": len(rewritten.documents),
        "planning_jobs": len(rewritten.failures),
        "day_files": len(rewritten.files),
        "audit": len(entries),
    }
    rows = {table: count for table, count in counted.items() if count}
    _tell(connection, person, rows, (rewritten.documents, seals), erasure)
    return rows


def _delete(connection: Connection, person: Person) -> dict[str, int]:
    gone: dict[str, int] = {}
    for where in (comparisons_with(person), *rows_about(person)):
        if where.table is contacts:
            _unlist(connection, where)
        rows = connection.execute(delete(where.table).where(where.which)).rowcount
        gone[where.table.name] = rows
    return gone


def _unlist(connection: Connection, where: Where) -> None:
    numbers = select(contacts.c.seq).where(where.which)
    connection.execute(delete(day_contacts).where(day_contacts.c.contact_seq.in_(numbers)))


def _rewrite(connection: Connection, rewritten: Rewritten) -> None:
    for plan_id, document in rewritten.documents.items():
        text = {"document": document, "sha256": sha256_of(document)}
        connection.execute(update(plans).where(plans.c.id == plan_id).values(**text))
    for job_id, failure in rewritten.failures.items():
        mine = planning_jobs.c.id == job_id
        connection.execute(update(planning_jobs).where(mine).values(failure=failure))
    put_files(connection, rewritten.files)


def put_files(connection: Connection, files: Iterable[ByteFile]) -> int:
    """Put files in the place of those that days had; return how many days still had one."""
    put = 0
    for file in files:
        mine = (day_files.c.day_id == file.day_id, day_files.c.name == file.was)
        new = {"name": file.name, "content": file.content}
        put += connection.execute(update(day_files).where(*mine).values(**new)).rowcount
    return put


def _tell(
    connection: Connection,
    person: Person,
    rows: Mapping[str, int],
    left: tuple[Mapping[str, str], Mapping[str, str]],
    erasure: Purge,
) -> None:
    documents, seals = left
    hashes = {plan_id: sha256_of(document) for plan_id, document in documents.items()}
    after = {"rows": rows, "plans": hashes, "entries": seals}
    act = Act(erasure.at, erasure.by, "erase", "records", ERASED, person.branch_id, after=after)
    trail.append(connection, act)
