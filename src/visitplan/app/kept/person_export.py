"""Everything that the database holds of one person, as one package that machines read too."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from visitplan.app.kept.files_beside import tables_beside
from visitplan.app.kept.person_found import find_person
from visitplan.app.kept.person_texts import said_in
from visitplan.app.kept.purge import newest_policy
from visitplan.app.output import write_file
from visitplan.errors import OutputError
from visitplan.storage import branches, persons, tables, trail
from visitplan.storage.database import Connection, Database
from visitplan.storage.persons import Person, Where
from visitplan.storage.purging import Purge
from visitplan.storage.redaction import entries_about
from visitplan.storage.schema.days import ROWS, contacts
from visitplan.storage.trail import Act

SCHEMA_VERSION = 1
Package = Mapping[str, Any]


def export_person(
    database: Database, reference: str, file: Path, *, asked: Purge, branch_ids: Sequence[str] = ()
) -> Package:
    """Write what is held of whoever an id stands for into one file of JSON; return it.

    The trail tells that it was handed over. Raises OutputError where the file exists or cannot be
    written, and what ``find_person`` raises.
    """
    if file.exists():
        raise OutputError(f"{file}: stands there already; nothing was written")
    with database.write() as connection:
        person = find_person(connection, reference, branch_ids)
        held = package(connection, person, at=asked.at)
        act = Act(asked.at, asked.by, "hand over", "person", person.debtor, person.branch_id)
        trail.append(connection, act)
        text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
        write_file(file, text.encode())
    return held


def package(connection: Connection, person: Person, *, at: datetime) -> Package:
    """Return what is held of a person, by where it stands; of others nothing is in it."""
    held = {
        **_rows(connection, person),
        "files": list(_files(connection, person)),
        "plans": list(_plans(connection, person)),
        "trail": [_told(entry.act) for entry in entries_about(connection, person)],
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "made_at": at.isoformat(),
        "branch": person.branch_id,
        "debtor": person.debtor,
        "cases": list(person.case_ids),
        "kept": list(_periods(connection, person)),
        "held": {name: rows for name, rows in held.items() if rows},
    }


def counted(held: Package) -> dict[str, int]:
    """Return how much there is, by where it stands."""
    return {name: len(rows) for name, rows in held["held"].items()}


def _rows(connection: Connection, person: Person) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    headers = _Headers(connection)
    for where in persons.rows_about(person):
        found = persons.found(connection, where)
        rows[where.table.name] = [_plain(where, row, headers) for row in found]
    return rows


class _Headers:
    """The headers of days' tables, each read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, day_id: str, name: str) -> tuple[str, ...]:
        """Return the headers of one table of a day."""
        if (day_id, name) not in self._read:
            head = tables.load_head(self._connection, day_id, name)
            self._read[day_id, name] = head.headers if head else ()
        return self._read[day_id, name]


_NAMES = {table.name: name for name, table in ROWS.items()}


def _plain(where: Where, row: Mapping[str, Any], headers: _Headers) -> dict[str, Any]:
    """Return a row as it was told, under the headers that it was told by."""
    if where.table is contacts:
        return {"told": dict(row["told"]), "added_at": row["added_at"].isoformat()}
    if where.table.name in _NAMES:
        names = headers.of(row["day_id"], _NAMES[where.table.name])
        return {"day": row["day_id"], "told": dict(zip(names, row["cells"], strict=False))}
    return {name: _jsonable(value) for name, value in row.items()}


def _files(connection: Connection, person: Person) -> Iterator[dict[str, Any]]:
    for beside in tables_beside(connection, person.branch_id, person.case_ids):
        for row in beside.rows:
            told = dict(zip(beside.table.headers, row.cells, strict=True))
            yield {"day": beside.day_id, "file": beside.was, "told": told}


def _plans(connection: Connection, person: Person) -> Iterator[dict[str, Any]]:
    plans, _ = persons.texts_naming(person)
    for row in persons.found(connection, plans):
        says = list(said_in(row["document"], person))
        names = ("id", "day_id", "version", "state", "published_at")
        if says:
            yield {**{name: _jsonable(row[name]) for name in names}, "says": says}


def _told(act: Act) -> dict[str, Any]:
    return {name: _jsonable(value) for name, value in act._asdict().items() if value is not None}


def _periods(connection: Connection, person: Person) -> Iterator[dict[str, Any]]:
    """Yield how long records are kept by the rules of the branch, each with where that stands."""
    branch = branches.find(connection, person.branch_id)
    policy = newest_policy(connection, branch) if branch else None
    for rule in policy.rules_on("retention") if policy else ():
        yield {"rule": rule.id, "pack": rule.pack, "figure": rule.figure, "from": str(rule.source)}


def _jsonable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
