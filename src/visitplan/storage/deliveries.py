"""The outbox of webhooks: what they are to be told, tried until it is heard or given up."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, select, update

from visitplan.storage.schema.webhooks import deliveries
from visitplan.storage.writing import insert_unless_there

DeliveryState = Literal["waiting", "heard", "dead"]


class NewDelivery(NamedTuple):
    """What a webhook is to be told; ``seq`` is the trail's entry that it comes from."""

    id: str
    webhook_id: str
    seq: int
    event: str
    body: str


class Delivery(NamedTuple):
    """What a webhook is told, and how far that is.

    ``tries`` counts the attempts that were begun; ``next_at`` is when the next one is due.
    ``answer`` is what the last one came to: a status, or a word of ours; never what was answered.
    """

    id: str
    webhook_id: str
    seq: int
    event: str
    body: str
    state: DeliveryState
    tries: int
    next_at: datetime | None
    answer: str | None
    created_at: datetime
    ended_at: datetime | None


def add(connection: Connection, new: NewDelivery, *, at: datetime) -> bool:
    """Put something into the outbox; False where that entry was put there for the webhook."""
    row = {**new._asdict(), "state": "waiting", "tries": 0, "next_at": at, "created_at": at}
    return insert_unless_there(connection, deliveries, row)


def due(connection: Connection, *, at: datetime, most: int) -> tuple[Delivery, ...]:
    """Return what is to be tried now, what waits longest first."""
    waiting = (deliveries.c.state == "waiting", deliveries.c.next_at <= at)
    chosen = select(deliveries).where(*waiting).order_by(deliveries.c.next_at, deliveries.c.seq)
    return tuple(map(_delivery, connection.execute(chosen.limit(most))))


def take(connection: Connection, delivery: Delivery, *, until: datetime) -> bool:
    """Begin an attempt, which is nobody else's until a moment; False where somebody was faster."""
    seen = (
        deliveries.c.id == delivery.id,
        deliveries.c.state == "waiting",
        deliveries.c.tries == delivery.tries,
    )
    begun = {"tries": delivery.tries + 1, "next_at": until}
    return bool(connection.execute(update(deliveries).where(*seen).values(**begun)).rowcount)


def note_heard(connection: Connection, delivery_id: str, answer: str, *, at: datetime) -> None:
    """End a delivery: it was heard."""
    _end(connection, delivery_id, "heard", answer, at)


def note_dead(connection: Connection, delivery_id: str, answer: str, *, at: datetime) -> None:
    """End a delivery: it was tried often enough."""
    _end(connection, delivery_id, "dead", answer, at)


def try_later(connection: Connection, delivery_id: str, answer: str, *, at: datetime) -> None:
    """Let the next attempt be due at a moment."""
    mine = (deliveries.c.id == delivery_id, deliveries.c.state == "waiting")
    connection.execute(update(deliveries).where(*mine).values(answer=answer, next_at=at))


def revive(connection: Connection, delivery_id: str, *, at: datetime) -> bool:
    """Try a dead delivery from the beginning; False where it is not dead."""
    dead = (deliveries.c.id == delivery_id, deliveries.c.state == "dead")
    again = {"state": "waiting", "tries": 0, "next_at": at, "ended_at": None}
    return bool(connection.execute(update(deliveries).where(*dead).values(**again)).rowcount)


def give_up(connection: Connection, webhook_id: str, *, at: datetime) -> None:
    """Let nothing wait any more for a webhook that has ended."""
    waiting = (deliveries.c.webhook_id == webhook_id, deliveries.c.state == "waiting")
    ended = {"state": "dead", "answer": "ended", "next_at": None, "ended_at": at}
    connection.execute(update(deliveries).where(*waiting).values(**ended))


def find(connection: Connection, delivery_id: str) -> Delivery | None:
    """Return a delivery; None where there is none of this id."""
    row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).first()
    return _delivery(row) if row else None


def of_webhook(
    connection: Connection,
    webhook_id: str,
    *,
    state: DeliveryState | None,
    after: int = 0,
    most: int = 100,
) -> tuple[Delivery, ...]:
    """Return what a webhook is told, in order, from entries after a number; None is any state."""
    chosen = select(deliveries).where(
        deliveries.c.webhook_id == webhook_id, deliveries.c.seq > after
    )
    if state is not None:
        chosen = chosen.where(deliveries.c.state == state)
    rows = connection.execute(chosen.order_by(deliveries.c.seq).limit(most))
    return tuple(map(_delivery, rows))


def _end(
    connection: Connection, delivery_id: str, state: DeliveryState, answer: str, at: datetime
) -> None:
    mine = (deliveries.c.id == delivery_id, deliveries.c.state == "waiting")
    ended = {"state": state, "answer": answer, "next_at": None, "ended_at": at}
    connection.execute(update(deliveries).where(*mine).values(**ended))


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery._make(row)
