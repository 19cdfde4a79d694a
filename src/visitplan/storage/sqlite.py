"""SQLite as we use it: strict, durable, one writer at a time, on a disk of this machine."""

import os
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from visitplan.errors import StorageError

OLDEST = (3, 37, 0)
"""The first version with strict tables."""

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre",
     "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "ncpfs", "davfs"}
)  # fmt: skip
"""Whose locks SQLite cannot trust: https://sqlite.org/howtocorrupt.html, section 2.1."""

KEPT_OPEN = 50
"""Connections that are kept for the next who asks: to open one takes longer than most questions."""

READING: dict[str, Any] = {"begins": "DEFERRED"}
OUTSIDE: dict[str, Any] = {"begins": None}
"""Options of a connection: a transaction that only reads, and none at all."""

APPLICATION_ID = 0x76697369
"""``visi``, by which tools tell what a file is."""


def journal_mode(version: tuple[int, ...]) -> str:
    """Return WAL where a version of SQLite resets it safely, else DELETE.

    Versions from 3.7.0 to 3.51.2 may lose commits when several connections write and checkpoint;
    3.44.6, 3.50.7 and 3.51.3 mend it (https://sqlite.org/changes.html).
    """
    mended = version >= (3, 51, 3) or any(
        branch <= version < (branch[0], branch[1] + 1, 0) for branch in ((3, 44, 6), (3, 50, 7))
    )
    return "WAL" if mended else "DELETE"


def sqlite_engine(file: Path, *, key: bytes | None, wait_seconds: float) -> Engine:
    """Return an engine for a file, which is made if it is not there, for its owner only.

    ``key`` are the 32 bytes that encrypt it. Raises StorageError where SQLite is too old, the
    disk is another machine's, the file cannot be made, or SQLCipher is not installed.
    """
    driver = _driver(key)
    if driver.sqlite_version_info < OLDEST:
        raise StorageError(f"SQLite {driver.sqlite_version} is too old: 3.37 or later is needed")
    _refuse_other_machines_disk(file)
    _make(file)

    def connect() -> Any:
        connection = driver.connect(
            file, timeout=wait_seconds, isolation_level=None, check_same_thread=False
        )
        _set_up(connection, key)
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=driver,
        poolclass=QueuePool,
        pool_size=KEPT_OPEN,
        max_overflow=-1,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _driver(key: bytes | None) -> ModuleType:
    if key is None:
        return sqlite3
    try:
        import sqlcipher3.dbapi2  # noqa: PLC0415 - an extra
    except ImportError:
        raise StorageError(
            "an encrypted database needs SQLCipher: pip install 'visitplan[encrypted]'"
        ) from None
    driver: ModuleType = sqlcipher3.dbapi2
    return driver


def _set_up(connection: Any, key: bytes | None) -> None:
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",  # a commit outlasts a power cut
        "trusted_schema = OFF",
        "secure_delete = ON",  # what is deleted is overwritten
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a reader who writes later could not wait for it."""
    how = connection.get_execution_options().get("begins", "IMMEDIATE")
    if how is not None:
        connection.exec_driver_sql(f"BEGIN {how}")


def choose_journal(engine: Engine) -> None:
    """Set what stays with the file: whose it is, and the journal mode by SQLite's version."""
    driver: Any = engine.dialect.dbapi
    wanted = {
        "application_id": APPLICATION_ID,
        "journal_mode": journal_mode(driver.sqlite_version_info).lower(),
    }
    with engine.connect().execution_options(**OUTSIDE) as connection:
        for pragma, value in wanted.items():
            if connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() != value:
                connection.exec_driver_sql(f"PRAGMA {pragma} = {value}")


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        reason = error.strerror or "bad path"
        raise StorageError(f"the database {file.name} cannot be opened: {reason}") from None


def _refuse_other_machines_disk(file: Path) -> None:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return
    kind = file_system(file.resolve(), mounts.read_text(errors="replace"))
    if kind in NETWORK_FILE_SYSTEMS:
        raise StorageError(
            f"SQLite cannot be trusted on a network file system ({kind}): "
            "keep the database on this machine's disk, or use PostgreSQL"
        )


def file_system(file: Path, mounts: str) -> str | None:
    """Return the kind of file system that holds a file, by the text of ``/proc/mounts``."""
    found = (line.split()[1:3] for line in mounts.splitlines() if line.count(" ") >= 3)
    places = [(Path(_unescaped(place)), kind) for place, kind in found]
    holding = [(len(place.parts), kind) for place, kind in places if file.is_relative_to(place)]
    return max(holding, key=lambda each: each[0])[1] if holding else None


def _unescaped(place: str) -> str:
    for octal, sign in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        place = place.replace(octal, sign)
    return place
