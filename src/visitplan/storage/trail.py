"""The audit trail: every entry carries the hash of the one before, so that none can be slipped.

The trail outlives what it speaks of. So it holds ids, states and rules; of a field that tells who
or where somebody is, it says only that it changed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, insert, select, text

from visitplan.storage.schema.audit import audit
from visitplan.storage.schema.columns import canonical, moment_text

BEGINNING = "0" * 64
"""What the first entry names as the one before."""

PERSONAL = frozenset(
    {"customer", "name", "address", "home_address", "lat", "lon", "home_lat", "home_lon",
     "door_note", "phone", "email", "login"}
)  # fmt: skip
CHANGED = "not kept"

_LOCK = 0x76697370
_LAST = select(audit.c.seq, audit.c.sha256).order_by(audit.c.seq.desc()).limit(1)
_ADDED = insert(audit)


class Act(NamedTuple):
    """Who did what to which object, and what changed.

    ``what`` is a verb (``publish``), ``kind`` the object's (``plan``). ``before`` and ``after``
    hold the fields that changed.
    """

    at: datetime
    who: str
    what: str
    kind: str
    object_id: str
    branch_id: str | None = None
    reason: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


class Entry(NamedTuple):
    """An act, with its number and its seal."""

    seq: int
    act: Act
    previous_sha256: str
    sha256: str


def append(connection: Connection, act: Act) -> Entry:
    """Add an act, sealed, in the order in which transactions end."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    seq, previous = _last(connection)
    entry = _sealed(seq + 1, _without_persons(act), previous)
    seals = {"seq": entry.seq, "previous_sha256": previous, "sha256": entry.sha256}
    connection.execute(_ADDED, entry.act._asdict() | seals)
    return entry


def entries(connection: Connection, *, after: int = 0, most: int | None = None) -> Iterator[Entry]:
    """Yield the entries whose number is greater than ``after``, the oldest first."""
    rows = connection.execute(
        select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(most)
    )
    yield from map(_entry, rows)


def chosen(connection: Connection, which: Select[Any]) -> Iterator[Entry]:
    """Yield the entries that a query of the trail's rows chooses, the oldest first."""
    yield from map(_entry, connection.execute(which.order_by(audit.c.seq)))


def newest(connection: Connection, *, before: int | None = None, most: int = 100) -> list[Entry]:
    """Return the last entries, the newest first; those before a number if one is given."""
    chosen = select(audit).order_by(audit.c.seq.desc()).limit(most)
    if before is not None:
        chosen = chosen.where(audit.c.seq < before)
    return [_entry(row) for row in connection.execute(chosen)]


def seal(seq: int, act: Act, previous: str) -> str:
    """Return the SHA-256, in hexadecimal, of an entry and of the one before."""
    written = {**act._asdict(), "at": moment_text(act.at), "seq": seq, "previous": previous}
    return hashlib.sha256(canonical(written).encode()).hexdigest()


def _sealed(seq: int, act: Act, previous: str) -> Entry:
    return Entry(seq, act, previous, seal(seq, act, previous))


def _last(connection: Connection) -> tuple[int, str]:
    newest_row = connection.execute(_LAST).first()
    return (newest_row.seq, newest_row.sha256) if newest_row else (0, BEGINNING)


def count(connection: Connection) -> int:
    """Return how many entries there are."""
    return int(connection.execute(select(func.count()).select_from(audit)).scalar_one())


def _entry(row: Row[Any]) -> Entry:
    fields = row._asdict()
    seq, previous, sha256 = (fields.pop(name) for name in ("seq", "previous_sha256", "sha256"))
    return Entry(seq, Act(**fields), previous, sha256)


def _without_persons(act: Act) -> Act:
    return act._replace(before=_without(act.before), after=_without(act.after))


def _without(fields: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if fields is None:
        return None
    return {name: CHANGED if name in PERSONAL else value for name, value in fields.items()}
