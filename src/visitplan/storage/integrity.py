"""Whether a database is sound in itself, whatever it holds."""

from sqlalchemy import Connection

_MOST = 20


def faults(connection: Connection) -> tuple[str, ...]:
    """Return what the database finds wrong with itself: damaged pages, references to nothing."""
    if connection.dialect.name != "sqlite":
        return ()  # the server keeps its references and sums by itself
    checked = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    damaged = [f"integrity: {line}" for line in checked if line != "ok"]
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    lost = [f"row {row[1]} of {row[0]} refers to nothing in {row[2]}" for row in dangling[:_MOST]]
    return (*damaged, *lost)
