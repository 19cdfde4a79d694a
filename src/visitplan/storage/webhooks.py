"""Webhooks: which addresses want to hear of which events of a branch."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, update

from visitplan.storage.schema.audit import audit
from visitplan.storage.schema.webhooks import webhooks


class Webhook(NamedTuple):
    """An address that hears of events.

    ``secret`` signs what it is told; ``told_seq`` is the last entry of the audit trail that was
    looked at for it.
    """

    id: str
    branch_id: str
    url: str
    secret: str
    events: frozenset[str]
    told_seq: int
    created_at: datetime
    ended_at: datetime | None = None


class NewWebhook(NamedTuple):
    """A webhook to be kept; it hears of what happens from now on."""

    id: str
    branch_id: str
    url: str
    secret: str
    events: frozenset[str]


def add(connection: Connection, new: NewWebhook, *, at: datetime) -> Webhook:
    """Keep a webhook, which is told of nothing that the trail holds already."""
    row = {
        **new._asdict(),
        "events": sorted(new.events),
        "told_seq": newest_seq(connection),
        "created_at": at,
    }
    connection.execute(insert(webhooks).values(**row))
    return Webhook(**{**row, "events": new.events})


def find(connection: Connection, webhook_id: str) -> Webhook | None:
    """Return a webhook that has not ended; None where there is none of this id."""
    mine = (webhooks.c.id == webhook_id, webhooks.c.ended_at.is_(None))
    row = connection.execute(select(webhooks).where(*mine)).first()
    return _webhook(row) if row else None


def of_branches(connection: Connection, branch_ids: Collection[str]) -> tuple[Webhook, ...]:
    """Return the webhooks of some branches that have not ended, the oldest first."""
    theirs = (webhooks.c.branch_id.in_(branch_ids), webhooks.c.ended_at.is_(None))
    rows = connection.execute(
        select(webhooks).where(*theirs).order_by(webhooks.c.created_at, webhooks.c.id)
    )
    return tuple(map(_webhook, rows))


def behind(connection: Connection) -> tuple[Webhook, ...]:
    """Return the webhooks that have not been told of all that the trail holds."""
    waiting = (webhooks.c.ended_at.is_(None), webhooks.c.told_seq < newest_seq(connection))
    return tuple(map(_webhook, connection.execute(select(webhooks).where(*waiting))))


def note_told(connection: Connection, webhook: Webhook, *, through: int) -> bool:
    """Note how far the trail was looked at; False where another process was faster."""
    seen = (webhooks.c.id == webhook.id, webhooks.c.told_seq == webhook.told_seq)
    changed = connection.execute(update(webhooks).where(*seen).values(told_seq=through))
    return bool(changed.rowcount)


def end(connection: Connection, webhook_id: str, *, at: datetime) -> bool:
    """End a webhook; False where it has ended, or never was."""
    mine = (webhooks.c.id == webhook_id, webhooks.c.ended_at.is_(None))
    return bool(connection.execute(update(webhooks).where(*mine).values(ended_at=at)).rowcount)


def newest_seq(connection: Connection) -> int:
    """Return the number of the trail's last entry; 0 where there is none."""
    return connection.execute(select(func.max(audit.c.seq))).scalar_one() or 0


def _webhook(row: Row[Any]) -> Webhook:
    return Webhook(**row._asdict() | {"events": frozenset(row.events)})
