"""Backups: one file that restores into either database, and is tried before it counts."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from visitplan.errors import OutputError, StorageError
from visitplan.storage.copying import copy_everything, counts
from visitplan.storage.database import Database, open_database
from visitplan.storage.integrity import faults
from visitplan.storage.proof import prove


class BackedUp(NamedTuple):
    """A backup that holds: its rows by table, and the newest seal of the audit trail in it."""

    file: Path
    rows: dict[str, int]
    seal: str


def back_up(database: Database, file: Path, *, key: bytes | None = None) -> BackedUp:
    """Write everything into one file, while others go on writing into the database.

    The copy is of one moment. It is checked, and restored into a database of its own for trial;
    only then it stands under its name. ``key`` encrypts it, if the database has none of its own.
    Raises OutputError where the file exists or cannot be written, StorageError where the copy
    does not hold.
    """
    if file.exists():
        raise OutputError(f"{file}: stands there already; nothing was written")
    key = database.key or key
    with _aside(file) as copy:
        _copy(database, copy, key)
        tried = _tried(copy, key)
        _put_in_place(copy, file)
    return BackedUp(file, tried.rows, tried.seal)


def restore(file: Path, database: Database, *, key: bytes | None = None) -> BackedUp:
    """Read everything back from a backup into a new database, all or nothing.

    The backup itself stays as it is, though it be of an older version. Raises StorageError where
    it does not hold or is of a newer version, ConflictError where the database is not empty.
    """
    with _copy_of(file) as copy, closing(open_database(copy, key=key)) as backup:
        seal = _checked(backup)
        with backup.read() as source, database.write() as target:
            rows = copy_everything(source, target)
    return BackedUp(file, rows, seal)


def _copy(database: Database, copy: Path, key: bytes | None) -> None:
    with closing(open_database(copy, key=key)) as target:
        if database.is_sqlite and database.key == key:
            _copy_pages(database, target)
        else:
            with database.read() as source, target.write() as written:
                copy_everything(source, written)


def _copy_pages(database: Database, target: Database) -> None:
    """Copy a file page by page, which keeps those who write waiting least."""
    with database.engine.connect() as source, target.engine.connect() as written:
        _driver_of(source).backup(_driver_of(written))


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _tried(copy: Path, key: bytes | None) -> BackedUp:
    """Restore a copy for trial; StorageError where anything is missing."""
    with closing(open_database(copy.with_name("trial.db"), key=key)) as trial:
        restored = restore(copy, trial, key=key)
        with trial.read() as connection:
            arrived = counts(connection)
    with closing(open_database(copy, key=key)) as backup, backup.read() as connection:
        if arrived != counts(connection):
            raise StorageError("the backup cannot be restored whole; it was thrown away")
    return restored


def _checked(backup: Database) -> str:
    """Return the newest seal of a backup; StorageError where it does not hold."""
    with backup.read() as connection:
        found = faults(connection)
        proof = prove(connection)
    if found or proof.breaks:
        first = found[0] if found else proof.breaks[0].problem
        raise StorageError(f"the backup does not hold: {first}")
    return proof.sha256


@contextmanager
def _aside(file: Path) -> Iterator[Path]:
    """Give a place beside a file, which nobody but its owner may read, and clear it up."""
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".writing-") as folder:
            yield Path(folder) / file.name
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror or 'cannot be written'}") from None


@contextmanager
def _copy_of(file: Path) -> Iterator[Path]:
    """Give a copy of a backup, as opening it may bring it to this version."""
    with tempfile.TemporaryDirectory(prefix="visitplan-") as folder:
        copy = Path(folder) / "backup.db"
        try:
            shutil.copyfile(file, copy)
        except OSError as error:
            raise StorageError(f"{file.name}: {error.strerror or 'cannot be read'}") from None
        yield copy


def _put_in_place(copy: Path, file: Path) -> None:
    with copy.open("rb") as written:
        os.fsync(written.fileno())
    os.link(copy, file)  # unlike a renaming, it never replaces what somebody wrote meanwhile
