"""Inserting what may stand already, in the words of either database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False where one with its key, or another unique column of it, stands.

    A transaction that is just inserting the same is waited for.
    """
    counted = _unless_there(connection, table).execution_options(preserve_rowcount=True)
    return connection.execute(counted.values(**row)).rowcount == 1


def insert_all_unless_there(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert those rows of which none with their key, or another unique column, stands."""
    if rows:
        connection.execute(_unless_there(connection, table), rows)


def _unless_there(connection: Connection, table: Table) -> Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().inline()
    return postgresql.insert(table).on_conflict_do_nothing().inline()
