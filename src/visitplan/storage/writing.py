"""Inserting what may stand already, in the words of either database."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False where one with its key, or another unique column of it, stands.

    A transaction that is just inserting the same is waited for.
    """
    return connection.execute(_counted(connection.dialect.name, table), row).rowcount == 1


def numbered_unless_there(
    connection: Connection, table: Table, row: Mapping[str, Any]
) -> int | None:
    """Insert a row as ``insert_unless_there`` does; return its ``seq``, None where one stands."""
    found: int | None = connection.execute(_numbered(connection.dialect.name, table), row).scalar()
    return found


def insert_all_unless_there(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert those rows of which none with their key, or another unique column, stands."""
    if rows:
        connection.execute(_unless_there(connection.dialect.name, table).inline(), rows)


@cache
def _counted(dialect: str, table: Table) -> Insert:
    counted: Insert = _unless_there(dialect, table).inline()
    return counted.execution_options(preserve_rowcount=True)


@cache
def _numbered(dialect: str, table: Table) -> Any:
    return _unless_there(dialect, table).returning(table.c.seq)


def _unless_there(dialect: str, table: Table) -> Any:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
