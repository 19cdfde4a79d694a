"""Webhooks told: what the outbox holds is sent until it is heard, or often enough."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import NamedTuple

from visitplan.app.webhooks.outbox import fill_outbox
from visitplan.errors import StorageError
from visitplan.storage import deliveries, webhooks
from visitplan.storage.database import Database
from visitplan.storage.deliveries import Delivery
from visitplan.storage.webhooks import Webhook
from visitplan.webhooks.sending import WHOLE_SECONDS, send
from visitplan.webhooks.signing import signed_headers

log = logging.getLogger("visitplan.webhooks")
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3_600, 21_600, 57_600))
"""How long to wait after each attempt that was not heard; after the last one it is dead."""
MOST_AT_ONCE = 20
LEASE = timedelta(seconds=2 * WHOLE_SECONDS)
"""For how long an attempt is nobody else's."""
IDLE_SECONDS = 1.0
TROUBLED_SECONDS = 10.0


class Postman(NamedTuple):
    """Who tells webhooks, of which database; ``loopback`` lets him go to this machine too."""

    database: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    loopback: bool = False


def tell(postman: Postman, stopping: Event) -> None:
    """Tell webhooks what happens until told to stop; what is due is looked for every second."""
    while not stopping.is_set():
        try:
            told = tell_once(postman, stopping)
        except StorageError as error:
            log.warning("webhooks wait for the database: %s", error)
            stopping.wait(TROUBLED_SECONDS)
            continue
        if not told:
            stopping.wait(IDLE_SECONDS)


def tell_once(postman: Postman, stopping: Event | None = None) -> int:
    """Make one attempt at everything that is due; return how many attempts were made."""
    _fill(postman)
    with postman.database.read() as connection:
        due = deliveries.due(connection, at=postman.clock(), most=MOST_AT_ONCE)
    tried = 0
    for delivery in due:
        if stopping is not None and stopping.is_set():
            break
        tried += _try(postman, delivery)
    return tried


def _fill(postman: Postman) -> None:
    with postman.database.read() as connection:
        is_behind = bool(webhooks.behind(connection))
    if is_behind:
        with postman.database.write() as connection:
            fill_outbox(connection, at=postman.clock(), new_id=postman.new_id)


def _try(postman: Postman, delivery: Delivery) -> int:
    with postman.database.write() as connection:
        webhook = webhooks.find(connection, delivery.webhook_id)
        until = postman.clock() + LEASE
        if webhook is None or not deliveries.take(connection, delivery, until=until):
            return 0
    answer = _sent(postman, webhook, delivery)
    _note(postman, delivery, answer)
    return 1


def _sent(postman: Postman, webhook: Webhook, delivery: Delivery) -> str:
    body = delivery.body.encode()
    headers = signed_headers(webhook.secret, delivery.id, body, at=postman.clock())
    return send(webhook.url, body, headers, loopback=postman.loopback)


def _note(postman: Postman, delivery: Delivery, answer: str) -> None:
    at, tries = postman.clock(), delivery.tries
    with postman.database.write() as connection:
        if answer.startswith("2"):
            deliveries.note_heard(connection, delivery.id, answer, at=at)
        elif tries < len(WAITS):
            deliveries.try_later(connection, delivery.id, answer, at=at + WAITS[tries])
        else:
            deliveries.note_dead(connection, delivery.id, answer, at=at)
            log.warning("webhook %s did not hear %s", delivery.webhook_id, delivery.id)
