"""Webhooks: addresses of the lender that hear what happens, signed."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field
from starlette.responses import Response

from visitplan.app.webhooks.outbox import EventName
from visitplan.storage import deliveries, webhooks
from visitplan.storage.webhooks import NewWebhook, Webhook
from visitplan.web.api.answers import OF_A_CHANGE, OF_A_THING, Sent, Shown, answers
from visitplan.web.api.idempotency import AskedOnce, Finish, done_once
from visitplan.web.api.paging import Cursor, Limit, Page, number, place_of
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import Thing
from visitplan.web.refusals import MisreadBodyError, NoSuchThingError
from visitplan.webhooks.destination import LONGEST, fault_of
from visitplan.webhooks.signing import secret_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/api/v1/webhooks", include_in_schema=True, tags=["Webhooks"])
KEY_BYTES = 32


class WebhookSent(Sent):
    """An address, and the events that it wants to hear of."""

    url: Annotated[
        str, Field(max_length=LONGEST, description="https, and no private address behind it.")
    ]
    events: Annotated[list[EventName], Field(min_length=1, max_length=10)]


class WebhookShown(Shown):
    """A webhook."""

    id: str
    url: str
    events: list[EventName]
    created_at: datetime


class WebhookMade(WebhookShown):
    """A new webhook, with what its messages are signed by; this is shown once."""

    secret: Annotated[
        str, Field(description="`whsec_…`, for any library of the Standard Webhooks.")
    ]


def webhook_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the webhook that a path speaks of."""
    found = webhooks.find(connection, path["webhook_id"])
    return Thing(found.branch_id) if found else None


@doors.post("", status_code=201, response_model=WebhookMade, responses=answers(*OF_A_CHANGE))
@may("hear of events")
def add_webhook(here: Here, sent: WebhookSent, once: AskedOnce) -> Response:
    """Have an address told of what happens from now on.

    Each message is posted until it is answered with a 2xx, eight times in about a day; then it
    is dead, and listed as such.
    """
    fault = fault_of(sent.url, loopback=here.house.settings.webhooks_to_loopback)
    if fault:
        raise MisreadBodyError("url", fault)
    (branch_id,) = here.who.branches
    secret = secret_of(secrets.token_bytes(KEY_BYTES))

    def do(finish: Finish) -> WebhookMade:
        with here.write() as connection:
            new = NewWebhook(here.new_id(), branch_id, sent.url, secret, frozenset(sent.events))
            added = webhooks.add(connection, new, at=here.now)
            told = {"events": sorted(added.events)}
            here.record(connection, "add", "webhook", added.id, branch_id=branch_id, after=told)
            made = WebhookMade(**_shown(added).model_dump(), secret=secret)
            finish(connection, made)
            return made

    return done_once(here, once, do, status=201)


@doors.get("", response_model=Page[WebhookShown], responses=answers())
@may("hear of events")
def list_webhooks(here: Here, cursor: Cursor = None, limit: Limit = 100) -> Page[WebhookShown]:
    """List the webhooks of the branch, the oldest first."""
    first = place_of(cursor, number, 0)
    with here.read() as connection:
        found = webhooks.of_branches(connection, here.who.branches)
    items = [_shown(each) for each in found[first : first + limit]]
    return Page(items=items, next=str(first + len(items)), more=first + limit < len(found))


@doors.get("/{webhook_id}", response_model=WebhookShown, responses=answers(*OF_A_THING))
@may("hear of events", of=webhook_of_path)
def show_webhook(here: Here, webhook_id: str) -> WebhookShown:
    """Show a webhook."""
    with here.read() as connection:
        found = webhooks.find(connection, webhook_id)
    if found is None:
        raise NoSuchThingError
    return _shown(found)


@doors.delete("/{webhook_id}", status_code=204, responses=answers(*OF_A_THING))
@may("hear of events", of=webhook_of_path)
def end_webhook(here: Here, webhook_id: str) -> Response:
    """End a webhook; what waits for it is told no more."""
    with here.write() as connection:
        if not webhooks.end(connection, webhook_id, at=here.now):
            raise NoSuchThingError
        deliveries.give_up(connection, webhook_id, at=here.now)
        (branch_id,) = here.who.branches
        here.record(connection, "end", "webhook", webhook_id, branch_id=branch_id)
    return Response(status_code=204)


def _shown(webhook: Webhook) -> WebhookShown:
    return WebhookShown(
        id=webhook.id,
        url=webhook.url,
        events=sorted(webhook.events),
        created_at=webhook.created_at,
    )
