"""Everything from one database into another, of whatever kind; the form of our backups."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, func, insert, select, text

from visitplan.errors import ConflictError
from visitplan.storage.schema.everything import metadata

_AT_ONCE = 1_000
_PASSING = frozenset({"purging"})
"""Tables that hold nothing between two transactions."""


def copied_tables() -> tuple[Table, ...]:
    """Return the tables in an order in which each only refers to earlier ones."""
    return tuple(table for table in metadata.sorted_tables if table.name not in _PASSING)


def copy_everything(source: Connection, target: Connection) -> dict[str, int]:
    """Copy every row into a database that holds none; return how many there were by table.

    Raises ConflictError where the other database holds anything.
    """
    _refuse_if_used(target)
    counts = {table.name: _copy(table, source, target) for table in copied_tables()}
    if target.dialect.name == "postgresql":
        _count_on(target)
    return counts


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows there are, by table."""
    return {table.name: _count(connection, table) for table in copied_tables()}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _refuse_if_used(target: Connection) -> None:
    if any(counts(target).values()):
        raise ConflictError("the database holds something already: restore into a new one")


def _copy(table: Table, source: Connection, target: Connection) -> int:
    total = 0
    for rows in _batches(table, source):
        target.execute(insert(table), rows)
        total += len(rows)
    return total


def _batches(table: Table, source: Connection) -> Iterator[list[Mapping[str, Any]]]:
    """Yield the rows by key, so that a report comes after the one that it corrects."""
    ordered = select(table).order_by(*_order(table))
    for some in source.execute(ordered).mappings().partitions(_AT_ONCE):
        yield [dict(row) for row in some]


def _order(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns to go by: versions where there are, as plans refer to earlier ones."""
    if "version" in table.c and "parent_id" in table.c:
        return (table.c.day_id, table.c.version)
    return tuple(table.primary_key.columns)


def _count_on(target: Connection) -> None:
    """Let PostgreSQL's counters go on after the numbers that were copied."""
    for table in copied_tables():
        (key, *others) = table.primary_key.columns
        if others or not isinstance(key.type, Integer) or key.autoincrement is False:
            continue
        last = target.execute(select(func.max(key))).scalar_one()
        if last:
            counter = func.pg_get_serial_sequence(table.name, key.name)
            target.execute(
                select(func.setval(text(":c").bindparams(c=target.scalar(counter)), last))
            )
