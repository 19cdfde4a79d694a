"""Links by which agents reach the pages of one plan; of each token only the hash is known."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from visitplan.storage import sessions
from visitplan.storage.schema.access import links
from visitplan.storage.schema.access import sessions as sessions_table
from visitplan.storage.schema.columns import Moment
from visitplan.storage.schema.plans import plans
from visitplan.storage.sessions import Session


class Link(NamedTuple):
    """An agent's way in. It is exchanged for a session once, and good until it expires."""

    id: str
    token_sha256: str
    plan_id: str
    agent_id: str
    created_at: datetime
    expires_at: datetime
    exchanged_at: datetime | None = None
    revoked_at: datetime | None = None


_BY_SESSION = (
    select(sessions_table, *links.c)
    .join_from(sessions_table, links)
    .where(
        sessions_table.c.token_sha256 == bindparam("token_sha256"),
        sessions_table.c.expires_at > bindparam("at", type_=Moment),
    )
)


def add(connection: Connection, link: Link) -> None:
    """Keep a new link."""
    connection.execute(insert(links).values(**link._asdict()))


def find(connection: Connection, link_id: str) -> Link | None:
    """Return a link, good or not; None where there is none of this id."""
    return _link(connection.execute(select(links).where(links.c.id == link_id)).first())


def of_plan(connection: Connection, plan_id: str) -> tuple[Link, ...]:
    """Return a plan's links by agent, the newest of each first."""
    chosen = select(links).where(links.c.plan_id == plan_id)
    rows = connection.execute(chosen.order_by(links.c.agent_id, links.c.created_at.desc()))
    return tuple(Link._make(row) for row in rows)


def of_day(connection: Connection, day_id: str) -> tuple[Link, ...]:
    """Return the links to all plans of a day by agent, the newest of each first."""
    chosen = select(links).join(plans).where(plans.c.day_id == day_id)
    rows = connection.execute(chosen.order_by(links.c.agent_id, links.c.created_at.desc()))
    return tuple(Link._make(row) for row in rows)


def by_session(
    connection: Connection, token_sha256: str, *, at: datetime
) -> tuple[Session, Link] | None:
    """Return a session that has not expired and the link that opened it; None otherwise."""
    row = connection.execute(_BY_SESSION, {"token_sha256": token_sha256, "at": at}).first()
    if row is None:
        return None
    width = len(Session._fields)
    return Session._make(row[:width]), Link._make(row[width:])


def exchange(connection: Connection, token_sha256: str, *, at: datetime) -> Link | None:
    """Use up a token; None where it is unknown, used, revoked or expired."""
    good = (
        links.c.token_sha256 == token_sha256,
        links.c.exchanged_at.is_(None),
        links.c.revoked_at.is_(None),
        links.c.expires_at > at,
    )
    if not connection.execute(update(links).where(*good).values(exchanged_at=at)).rowcount:
        return None
    chosen = select(links).where(links.c.token_sha256 == token_sha256)
    return _link(connection.execute(chosen).first())


def take_over(connection: Connection, link_id: str, *, at: datetime) -> bool:
    """Let a good link open another session, and end those that it opened before; False if none."""
    good = (links.c.id == link_id, links.c.revoked_at.is_(None), links.c.expires_at > at)
    sessions.end_all_of_link(connection, link_id)
    return bool(connection.execute(update(links).where(*good).values(exchanged_at=at)).rowcount)


def by_token(connection: Connection, token_sha256: str) -> Link | None:
    """Return the link of a token, good or not; None where there is none."""
    chosen = select(links).where(links.c.token_sha256 == token_sha256)
    return _link(connection.execute(chosen).first())


def move(connection: Connection, link: Link, plan_id: str, *, expires_at: datetime) -> None:
    """Let a link lead to another version of the plan, and what it opened last as much longer.

    A link never ends earlier than it did: what its agent was told holds.
    """
    ends = max(link.expires_at, expires_at)
    moved = update(links).where(links.c.id == link.id)
    connection.execute(moved.values(plan_id=plan_id, expires_at=ends))
    sessions.lengthen(connection, link.id, by=ends - link.expires_at)


def revoke(connection: Connection, link_id: str, *, at: datetime) -> bool:
    """End a link and every session that it opened; False where it was revoked before."""
    mine = (links.c.id == link_id, links.c.revoked_at.is_(None))
    revoked = connection.execute(update(links).where(*mine).values(revoked_at=at)).rowcount
    sessions.end_all_of_link(connection, link_id)
    return bool(revoked)


def _link(row: Row[Any] | None) -> Link | None:
    return Link._make(row) if row else None
