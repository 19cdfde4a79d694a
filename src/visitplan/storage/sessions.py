"""Sessions of users and of agents' phones; of each token only the hash is known."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from visitplan.storage.schema.access import sessions


class Session(NamedTuple):
    """Somebody who came in: a user, or an agent by a link; exactly one of the two."""

    token_sha256: str
    user_id: str | None
    link_id: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    data: Mapping[str, Any]


def begin(connection: Connection, session: Session) -> None:
    """Keep a new session."""
    connection.execute(insert(sessions).values(**session._asdict()))


def find(connection: Connection, token_sha256: str, *, at: datetime) -> Session | None:
    """Return a session that has not expired; None otherwise."""
    good = (sessions.c.token_sha256 == token_sha256, sessions.c.expires_at > at)
    row = connection.execute(select(sessions).where(*good)).first()
    return Session._make(row) if row else None


def see(connection: Connection, token_sha256: str, *, at: datetime) -> None:
    """Note that somebody is still there."""
    mine = sessions.c.token_sha256 == token_sha256
    connection.execute(update(sessions).where(mine).values(seen_at=at))


def keep(connection: Connection, token_sha256: str, data: Mapping[str, Any]) -> None:
    """Keep other data with a session."""
    mine = sessions.c.token_sha256 == token_sha256
    connection.execute(update(sessions).where(mine).values(data=data))


def end(connection: Connection, token_sha256: str) -> None:
    """End a session; nothing happens where it has ended."""
    connection.execute(delete(sessions).where(sessions.c.token_sha256 == token_sha256))


def lengthen(connection: Connection, link_id: str, *, by: timedelta) -> None:
    """Let the sessions that a link opened last so much longer."""
    mine = sessions.c.link_id == link_id
    if by:
        for token, ends in connection.execute(_ENDS.where(mine)).all():
            longer = update(sessions).where(sessions.c.token_sha256 == token)
            connection.execute(longer.values(expires_at=ends + by))


_ENDS = select(sessions.c.token_sha256, sessions.c.expires_at)


def end_all_of_user(connection: Connection, user_id: str) -> int:
    """End every session of a user; return how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.user_id == user_id)).rowcount


def end_all_of_link(connection: Connection, link_id: str) -> int:
    """End every session that a link opened; return how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.link_id == link_id)).rowcount
