"""Inserting what may stand already, in the words of either database."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False where one with its key, or another unique column of it, stands.

    A transaction that is just inserting the same is waited for.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    counted = statement.inline().execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount == 1
