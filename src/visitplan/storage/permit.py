"""The permit by which a purge, and nothing else, deletes what is guarded."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert

from visitplan.storage.schema.audit import purging


@contextmanager
def permitted(connection: Connection, by: str) -> Iterator[None]:
    """Let the guards of append-only tables stand aside for the length of the block."""
    connection.execute(insert(purging).values(by=by))
    yield
    connection.execute(delete(purging))
