"""The inputs of a day: its files byte for byte, its tables row by row, as they were told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, bindparam, cast, delete, insert, select, update

from visitplan.storage import ledger
from visitplan.storage.row import Of, TableRow
from visitplan.storage.schema.columns import canonical
from visitplan.storage.schema.days import ROWS, day_files, day_tables

LEDGER = "contacts"


class DayTable(NamedTuple):
    """A table of a day folder: ``name`` is ours (``cases``), ``file`` the one it stands in.

    ``form`` is how the file is written, and nobody's matter here.
    """

    name: str
    file: str
    headers: tuple[str, ...]
    form: Mapping[str, Any]
    rows: tuple[TableRow, ...]


class DayInputs(NamedTuple):
    """Everything that a day folder holds."""

    files: Mapping[str, bytes]
    tables: tuple[DayTable, ...]

    def table(self, name: str) -> DayTable | None:
        """Return one table; None where the folder has none of that name."""
        return next((table for table in self.tables if table.name == name), None)


def replace(connection: Connection, of: Of, inputs: DayInputs, *, at: datetime) -> None:
    """Let a day have these inputs instead of its own; what the ledger was told, stays told."""
    forget(connection, of.day_id)
    for name, content in inputs.files.items():
        connection.execute(insert(day_files).values(day_id=of.day_id, name=name, content=content))
    for table in inputs.tables:
        put_table(connection, of, table, at=at)


def put_table(connection: Connection, of: Of, table: DayTable, *, at: datetime) -> None:
    """Let a day have this table, instead of its own of that name."""
    _drop_table(connection, of.day_id, table.name)
    kept = table._asdict()
    rows = kept.pop("rows")
    connection.execute(insert(day_tables).values(day_id=of.day_id, **kept))
    if table.name == LEDGER:
        ledger.tell_day(connection, of, table.headers, rows, at=at)
    else:
        _insert_rows(connection, of.day_id, table.name, rows)


def put_file(connection: Connection, day_id: str, name: str, content: bytes) -> None:
    """Let a day have this file, instead of its own of that name."""
    mine = (day_files.c.day_id == day_id, day_files.c.name == name)
    connection.execute(delete(day_files).where(*mine))
    connection.execute(insert(day_files).values(day_id=day_id, name=name, content=content))


def add_contacts(
    connection: Connection,
    of: Of,
    headers: Sequence[str],
    rows: Iterable[TableRow],
    *,
    at: datetime,
) -> None:
    """Put rows at the end of a day's contacts, which has these headers from now on."""
    mine = (day_tables.c.day_id == of.day_id, day_tables.c.name == LEDGER)
    connection.execute(update(day_tables).where(*mine).values(headers=headers))
    ledger.tell_day(connection, of, headers, rows, at=at)


def _insert_rows(connection: Connection, day_id: str, name: str, rows: Sequence[TableRow]) -> None:
    values = [
        {"day_id": day_id, "position": number, **row._asdict()} for number, row in enumerate(rows)
    ]
    if values:
        connection.execute(insert(ROWS[name]), values)


def load(connection: Connection, day_id: str) -> DayInputs:
    """Return a day's inputs; empty ones where there is no such day."""
    files = connection.execute(
        select(day_files.c.name, day_files.c.content).where(day_files.c.day_id == day_id)
    )
    names = connection.execute(select(day_tables.c.name).where(day_tables.c.day_id == day_id))
    tables = (load_table(connection, day_id, name) for name in sorted(names.scalars()))
    return DayInputs(
        {name: bytes(content) for name, content in files},
        tuple(table for table in tables if table),
    )


def load_file(connection: Connection, day_id: str, name: str) -> bytes:
    """Return one of a day's files; empty where it has none of that name."""
    mine = (day_files.c.day_id == day_id, day_files.c.name == name)
    return bytes(connection.execute(select(day_files.c.content).where(*mine)).scalar() or b"")


def load_table(connection: Connection, day_id: str, name: str) -> DayTable | None:
    """Return one table of a day; None where it has none of that name."""
    mine = (day_tables.c.day_id == day_id, day_tables.c.name == name)
    found = connection.execute(select(day_tables).where(*mine)).first()
    if found is None:
        return None
    headers = tuple(found.headers)
    rows = (
        ledger.rows_of_day(connection, day_id, headers)
        if name == LEDGER
        else _rows(connection, day_id, name)
    )
    return DayTable(name, found.file, headers, found.form, rows)


def load_head(connection: Connection, day_id: str, name: str) -> DayTable | None:
    """Return one table of a day without its rows; None where it has none of that name."""
    mine = (day_tables.c.day_id == day_id, day_tables.c.name == name)
    found = connection.execute(select(day_tables).where(*mine)).first()
    return DayTable(name, found.file, tuple(found.headers), found.form, ()) if found else None


_ABOUT = {
    name: select(table.c.subject, table.c.cells)
    .where(
        table.c.day_id == bindparam("day_id"),
        table.c.subject.in_(bindparam("subjects", expanding=True)),
    )
    .order_by(table.c.position)
    for name, table in ROWS.items()
}


def rows_about(
    connection: Connection, day_id: str, name: str, subjects: Collection[str]
) -> tuple[TableRow, ...]:
    """Return the rows of a day's table, other than the ledger, that speak of these."""
    asked = {"day_id": day_id, "subjects": list(subjects)}
    rows = connection.execute(_ABOUT[name], asked)
    return tuple(TableRow(subject, tuple(cells)) for subject, cells in rows)


def rows_holding(connection: Connection, day_id: str, name: str, text: str) -> tuple[TableRow, ...]:
    """Return the rows of a day's table, other than the ledger, that have a cell with this text."""
    table = ROWS[name]
    written = cast(table.c.cells, Text).contains(canonical(text), autoescape=True)
    chosen = select(table.c.subject, table.c.cells).where(table.c.day_id == day_id, written)
    rows = connection.execute(chosen.order_by(table.c.position))
    return tuple(TableRow(row.subject, tuple(row.cells)) for row in rows if text in row.cells)


def change_rows(connection: Connection, day_id: str, name: str, rows: Sequence[TableRow]) -> None:
    """Let the rows that speak of the same have these cells; they stay where they stand."""
    table = ROWS[name]
    for row in rows:
        mine = (table.c.day_id == day_id, table.c.subject == row.subject)
        connection.execute(update(table).where(*mine).values(cells=row.cells))


def _rows(connection: Connection, day_id: str, name: str) -> tuple[TableRow, ...]:
    table = ROWS[name]
    chosen = select(table.c.subject, table.c.cells).where(table.c.day_id == day_id)
    rows = connection.execute(chosen.order_by(table.c.position))
    return tuple(TableRow(subject, tuple(cells)) for subject, cells in rows)


def forget(connection: Connection, day_id: str) -> None:
    """Delete all inputs of a day."""
    for name in (*ROWS, LEDGER):
        _drop_table(connection, day_id, name)
    connection.execute(delete(day_files).where(day_files.c.day_id == day_id))


def _drop_table(connection: Connection, day_id: str, name: str) -> None:
    if name == LEDGER:
        ledger.untell_day(connection, day_id)
    else:
        connection.execute(delete(ROWS[name]).where(ROWS[name].c.day_id == day_id))
    mine = (day_tables.c.day_id == day_id, day_tables.c.name == name)
    connection.execute(delete(day_tables).where(*mine))
