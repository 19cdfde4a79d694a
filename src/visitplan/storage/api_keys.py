"""Keys by which a lender's programs come in; of each only the hash is known."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, or_, select, update

from visitplan.storage.schema.access import api_keys


class ApiKey(NamedTuple):
    """A program's key: for one branch, and only for what its scopes say."""

    id: str
    name: str
    key_sha256: str
    branch_id: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None


def add(connection: Connection, key: ApiKey) -> None:
    """Keep a new key."""
    row = key._asdict() | {"scopes": sorted(key.scopes)}
    connection.execute(insert(api_keys).values(**row))


def by_hash(connection: Connection, key_sha256: str, *, at: datetime) -> ApiKey | None:
    """Return a key that is good; None where it is unknown, revoked or expired."""
    good = (
        api_keys.c.key_sha256 == key_sha256,
        api_keys.c.revoked_at.is_(None),
        or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > at),
    )
    row = connection.execute(select(api_keys).where(*good)).first()
    return _key(row) if row else None


def every(connection: Connection) -> tuple[ApiKey, ...]:
    """Return all keys by name, good or not."""
    return tuple(map(_key, connection.execute(select(api_keys).order_by(api_keys.c.name))))


def revoke(connection: Connection, key_id: str, *, at: datetime) -> bool:
    """End a key; False where it was revoked before, or never was."""
    mine = (api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
    return bool(connection.execute(update(api_keys).where(*mine).values(revoked_at=at)).rowcount)


def find(connection: Connection, key_id: str) -> ApiKey | None:
    """Return a key, good or not; None where there is none of this id."""
    row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).first()
    return _key(row) if row else None


def see(connection: Connection, key_id: str, *, at: datetime) -> None:
    """Note that a key was used."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(used_at=at))


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(**row._asdict() | {"scopes": frozenset(row.scopes)})
