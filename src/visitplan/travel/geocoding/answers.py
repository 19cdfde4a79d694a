"""Answers of services, kept between runs in a file that only its owner may read.

One row an address, by its normalised spelling; each is written as it comes, so that whatever ends
a run loses none. The file is bounded, the oldest answers leave first, and holds plain columns and
JSON: nothing in it is ever run.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from visitplan.domain.geocoding import AddressRecord
from visitplan.travel.geocoding.spelling import readings

MOST_ANSWERS = 100_000
FORM = 1
"""Of the rows; a file of another form is begun anew."""

Notify = Callable[[str], None]


class Answers:
    """The answers of one service at one address of the net, ``source``."""

    def __init__(
        self, file: Path, source: str, *, notify: Notify, most: int = MOST_ANSWERS
    ) -> None:
        self._source, self._notify, self._most = source, notify, most
        self._base = _opened(file, notify)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Close the file."""
        self._base.close()

    def get(self, address: str, *, since: datetime) -> AddressRecord | None:
        """Return what was answered for an address, however it is spelt, not before ``since``."""
        with self._noticed():
            row = self._base.execute(
                "SELECT record FROM answer WHERE source = ? AND address = ? AND at >= ?",
                (self._source, _key(address), since.timestamp()),
            ).fetchone()
            if row:
                record = AddressRecord.model_validate_json(row[0])
                return record.model_copy(update={"query": address, "kept": True})
        return None

    def keep(self, record: AddressRecord, *, at: datetime) -> None:
        """Keep an answer at once; the oldest leave where there are too many."""
        with self._noticed(), self._base:
            self._base.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
                (self._source, _key(record.query), at.timestamp(), _stored(record)),
            )
            self._base.execute(
                "DELETE FROM answer WHERE rowid IN (SELECT rowid FROM answer ORDER BY at"
                " LIMIT max(0, (SELECT count(*) FROM answer) - ?))",
                (self._most,),
            )

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        """Go on without the file where it fails: an answer lost is asked for again."""
        try:
            yield
        except (sqlite3.Error, ValidationError) as problem:
            self._notify(f"answers of address services cannot be kept ({type(problem).__name__})")


def oldest_kept(now: datetime, keep_days: int) -> datetime:
    """Return since when answers count."""
    return now - timedelta(days=keep_days)


def _key(address: str) -> str:
    return " ".join(readings(address)[0])


def _stored(record: AddressRecord) -> str:
    return record.model_copy(update={"query": ""}).model_dump_json()


def _opened(file: Path, notify: Notify) -> sqlite3.Connection:
    """Open the file, anew where it is damaged, and in memory where there can be none."""
    for attempt in (_on_disk, _anew, _in_memory):
        try:
            return attempt(file)
        except (sqlite3.Error, OSError):
            notify("the kept answers of address services cannot be opened; they begin anew")
    raise AssertionError("memory can always be had")


def _on_disk(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    base = sqlite3.connect(file, timeout=10)
    try:
        form = base.execute("PRAGMA user_version").fetchone()[0]
        if form not in (0, FORM):
            raise sqlite3.DatabaseError("another form")
        return _with_table(base)
    except sqlite3.Error:
        base.close()
        raise


def _anew(file: Path) -> sqlite3.Connection:
    file.unlink(missing_ok=True)
    return _on_disk(file)


def _in_memory(_: Path) -> sqlite3.Connection:
    return _with_table(sqlite3.connect(":memory:"))


def _with_table(base: sqlite3.Connection) -> sqlite3.Connection:
    with base:
        base.execute(
            "CREATE TABLE IF NOT EXISTS answer (source TEXT, address TEXT, at REAL, record TEXT,"
            " PRIMARY KEY (source, address))"
        )
        base.execute("CREATE INDEX IF NOT EXISTS oldest ON answer (at)")
        base.execute(f"PRAGMA user_version = {FORM}")
    return base
