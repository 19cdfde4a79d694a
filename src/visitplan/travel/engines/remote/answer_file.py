"""The file in which answers of routing servers are kept between runs; its owner alone may read it.

It is a bounded SQLite base of plain numbers and text, nothing in it is ever run, and several
processes may use it at once. It is opened for each use, and where it fails the day is planned
without it: an answer lost is asked for again.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_LAYOUT = """
CREATE TABLE IF NOT EXISTS way (source INTEGER, origin INTEGER, destination INTEGER, at INTEGER,
    seconds INTEGER, metres INTEGER, PRIMARY KEY (source, origin, destination)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS foot (source INTEGER, point INTEGER, at INTEGER, metres REAL,
    PRIMARY KEY (source, point)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS course (source INTEGER, origin INTEGER, destination INTEGER, at INTEGER,
    line TEXT, streets TEXT, PRIMARY KEY (source, origin, destination)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS way_at ON way (at);
CREATE INDEX IF NOT EXISTS foot_at ON foot (at);
CREATE INDEX IF NOT EXISTS course_at ON course (at);
"""

LARGEST = 300_000_000
"""Bytes: the ways between some 1,700 places."""

_TABLES = ("way", "foot", "course")

Row = tuple[Any, ...]
Notify = Callable[[str], None]


class Age(NamedTuple):
    """When what is answered now is answered, and since when answers count: seconds since 1970."""

    now: int
    since: int


class AnswerFile:
    """Rows of answers; where they fill more than ``largest`` bytes, the older half leaves."""

    def __init__(
        self, file: Path, *, age: Callable[[], Age], notify: Notify, largest: int = LARGEST
    ) -> None:
        self.age = age
        self._file, self._largest = file, largest
        self._notify = cache(notify)  # of each trouble once

    def read(self, select: str, asked: Iterable[Row]) -> list[list[Row]]:
        """Return the rows that a question has for each of its arguments; none where it fails."""
        arguments = list(asked)
        found: list[list[Row]] = []
        self._use(lambda base: found.extend(base.execute(select, a).fetchall() for a in arguments))
        return found + [[]] * (len(arguments) - len(found))

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Write rows at once; those too old to count leave."""
        kept = list(rows)
        if kept:
            self._use(lambda base: self._write(base, table, kept))

    def _write(self, base: sqlite3.Connection, table: str, rows: list[Row]) -> None:
        values = ", ".join("?" * len(rows[0]))
        with base:
            base.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({values})", rows)  # noqa: S608
            base.execute(f"DELETE FROM {table} WHERE at < ?", (self.age().since,))  # noqa: S608
            if _filled(base) > self._largest:
                _halve(base)

    def _use(self, act: Callable[[sqlite3.Connection], None]) -> None:
        """Act on the base; a file that is none is removed."""
        try:
            with closing(self._opened()) as base:
                act(base)
        except (sqlite3.OperationalError, OSError) as problem:  # locked for long, a full disk
            reason = getattr(problem, "strerror", None) or problem
            self._notify(f"answers of the routing server cannot be kept ({reason})")
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._notify("the kept answers of routing servers were damaged; they begin anew")

    def _opened(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.touch(mode=0o600)
        base = sqlite3.connect(self._file, timeout=10)
        try:
            base.executescript(_LAYOUT)
        except sqlite3.Error:
            base.close()
            raise
        return base


def _filled(base: sqlite3.Connection) -> int:
    """Return how many bytes are in use."""
    pages, free, size = (
        base.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _halve(base: sqlite3.Connection) -> None:
    for table in _TABLES:
        base.execute(
            f"DELETE FROM {table} WHERE at < (SELECT at FROM {table} ORDER BY at"  # noqa: S608
            f" LIMIT 1 OFFSET (SELECT count(*) / 2 FROM {table}))"
        )
