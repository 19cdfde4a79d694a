"""Types of columns that SQLite's strict tables and PostgreSQL keep alike."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Whole = BigInteger().with_variant(Integer, "sqlite")
"""Whole numbers of 64 bits; in SQLite the only name under which a key counts up by itself."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC as text of one width, so that it sorts and reads alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text to keep; ValueError for a time without zone."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """Plain data as its one canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text to keep."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the data."""
        return None if value is None else json.loads(value)


def moment_text(moment: datetime) -> str:
    """Return ``2026-11-24T07:00:00.000000+00:00``; ValueError for a time without zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is kept nowhere")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(data: Any) -> str:
    """Return the one text of plain data: keys sorted, no blanks, no NaN."""
    return json.dumps(
        data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def table(name: str, *items: SchemaItem) -> Table:
    """Return a table; strict in SQLite, and one that never gives a key twice."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_autoincrement=True)
