"""What a doctor looks at: versions, settings, soundness, and what is stuck."""

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from visitplan.storage.database import Database
from visitplan.storage.integrity import faults
from visitplan.storage.migrating import head, revision
from visitplan.storage.proof import prove
from visitplan.storage.schema.jobs import planning_jobs as jobs
from visitplan.storage.sqlite import journal_mode

LITTLE_ROOM = 500_000_000
"""Bytes of a disk below which a database may soon be unable to write."""


class Sign(NamedTuple):
    """One thing that was looked at; ``remedy`` is None where all is well."""

    name: str
    value: str
    remedy: str | None = None


def examine(database: Database, *, at: datetime) -> tuple[Sign, ...]:
    """Return everything that was looked at, well or not; nothing is mended."""
    with database.read() as connection:
        own = _of_sqlite(database, connection) if database.is_sqlite else _of_server(connection)
        return (
            *own,
            Sign("schema", f"{revision(connection)} of {head()}"),
            _soundness(connection),
            _trail(connection),
            _stuck(connection, at),
        )


def _of_sqlite(database: Database, connection: Connection) -> Iterator[Sign]:
    driver: Any = database.engine.dialect.dbapi
    yield Sign("database", f"SQLite {driver.sqlite_version}")
    yield Sign("encrypted", "yes" if database.key else "no")
    yield _journal(connection, driver.sqlite_version_info)
    if database.file is not None:
        mode = stat.S_IMODE(database.file.stat().st_mode)
        others = "chmod 600: others may read it" if mode & 0o077 else None
        yield Sign("file", f"{database.file.stat().st_size:,} bytes, mode {mode:o}", others)
        free = shutil.disk_usage(database.file.parent).free
        full = "make room on the disk" if free < LITTLE_ROOM else None
        yield Sign("disk", f"{free / 1e9:,.1f} GB free", full)


def _journal(connection: Connection, version: tuple[int, ...]) -> Sign:
    found = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()).upper()
    wanted = journal_mode(version)
    remedy = f"{wanted} is safe with this version: stop every visitplan and start one again"
    return Sign("journal", found, None if found == wanted else remedy)


def _of_server(connection: Connection) -> Iterator[Sign]:
    yield Sign("database", f"PostgreSQL {_shown(connection, 'server_version')}")
    for setting, risk in (
        ("fsync", "a power cut may destroy the database"),
        ("full_page_writes", "a power cut may damage pages"),
        ("synchronous_commit", "a power cut may lose the last commits"),
    ):
        value = _shown(connection, setting)
        yield Sign(setting, value, f"set it to on: {risk}" if value == "off" else None)
    encoding = _shown(connection, "server_encoding")
    yield Sign("encoding", encoding, None if encoding == "UTF8" else "make the database in UTF8")


def _shown(connection: Connection, setting: str) -> str:
    return str(connection.scalar(select(func.current_setting(setting))))


def _soundness(connection: Connection) -> Sign:
    found = faults(connection)
    remedy = f"restore the last backup: {found[0]}" if found else None
    return Sign("integrity", f"{len(found)} faults" if found else "sound", remedy)


def _trail(connection: Connection) -> Sign:
    proof = prove(connection)
    remedy = f"visitplan audit verify: {proof.breaks[0].problem}" if proof.breaks else None
    return Sign("audit trail", f"{proof.entries} entries, {len(proof.breaks)} breaks", remedy)


def _stuck(connection: Connection, at: datetime) -> Sign:
    abandoned = (jobs.c.state == "running", jobs.c.leased_until < at)
    count = connection.scalar(select(func.count()).select_from(jobs).where(*abandoned))
    remedy = "start a worker (visitplan serve): theirs have died" if count else None
    return Sign("planning", f"{count} jobs left by dead workers", remedy)
