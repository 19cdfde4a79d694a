"""PostgreSQL as we use it."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine

from visitplan.errors import StorageError

READING: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
OUTSIDE: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"}
"""Options of a connection: a transaction that only reads, and none at all."""
KEPT_OPEN, AT_MOST = 20, 35
"""Connections of a process: kept for the next who asks, and at once. A server takes 100 unless told
otherwise; a new one costs it a process, which fifty phones at once would wait for again and again.
"""


def postgresql_engine(url: URL, *, wait_seconds: float) -> Engine:
    """Return an engine for a server; nobody is asked yet.

    Nobody waits longer than ``wait_seconds`` for a lock. Raises StorageError where the driver is
    not installed.
    """
    waits = f"-c lock_timeout={int(wait_seconds * 1000)} -c TimeZone=UTC"
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"options": waits, "connect_timeout": max(2, round(wait_seconds))},
            pool_pre_ping=True,
            pool_size=KEPT_OPEN,
            max_overflow=AT_MOST - KEPT_OPEN,
            pool_use_lifo=True,
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        raise StorageError(
            "PostgreSQL needs its driver: pip install 'visitplan[postgres]'"
        ) from None
