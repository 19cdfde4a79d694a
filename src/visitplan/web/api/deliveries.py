"""What webhooks were told, what waits, and dead letters: listed, and tried anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Query
from pydantic import Field

from visitplan.errors import ConflictError
from visitplan.storage import deliveries
from visitplan.storage.deliveries import Delivery
from visitplan.web.api.answers import OF_A_CHANGE, OF_A_THING, Shown, answers
from visitplan.web.api.paging import Cursor, Limit, Page, number, place_of
from visitplan.web.api.webhooks import webhook_of_path
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(
    prefix="/api/v1/webhooks/{webhook_id}/deliveries", include_in_schema=True, tags=["Webhooks"]
)
State = Literal["waiting", "heard", "dead"]


class DeliveryShown(Shown):
    """A message to a webhook; what it said is not repeated here."""

    id: str
    event: str
    state: State
    tries: int
    next_at: Annotated[datetime | None, Field(description="When it is tried next.")]
    answer: Annotated[str | None, Field(description="The last status, or why there was none.")]
    created_at: datetime
    ended_at: datetime | None


def delivery_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the message that a path speaks of, if it is one of the path's webhook."""
    found = deliveries.find(connection, path["delivery_id"])
    mine = found is not None and found.webhook_id == path["webhook_id"]
    return webhook_of_path(connection, path) if mine else None


@doors.get("", response_model=Page[DeliveryShown], responses=answers(*OF_A_THING))
@may("hear of events", of=webhook_of_path)
def list_deliveries(
    here: Here,
    webhook_id: str,
    state: Annotated[State | None, Query(description="Only those; `dead` are given up.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[DeliveryShown]:
    """List the messages to a webhook, in the order of what they tell of."""
    after = place_of(cursor, number, 0)
    with here.read() as connection:
        found = deliveries.of_webhook(
            connection, webhook_id, state=state, after=after, most=limit + 1
        )
    some = found[:limit]
    last = some[-1].seq if some else after
    return Page(items=list(map(_shown, some)), next=str(last), more=len(found) > limit)


@doors.post(
    "/{delivery_id}/retry",
    response_model=DeliveryShown,
    responses=answers(*OF_A_THING, *OF_A_CHANGE),
)
@may("hear of events", of=delivery_of_path)
def retry_delivery(here: Here, webhook_id: str, delivery_id: str) -> DeliveryShown:
    """Try a dead message from the beginning; 409 where it is not dead."""
    with here.write() as connection:
        if not deliveries.revive(connection, delivery_id, at=here.now):
            raise ConflictError("only what is dead is tried anew")
        here.record(connection, "retry", "delivery", delivery_id, after={"webhook": webhook_id})
        found = deliveries.find(connection, delivery_id)
    if found is None:
        raise NoSuchThingError
    return _shown(found)


def _shown(delivery: Delivery) -> DeliveryShown:
    return DeliveryShown(**{name: getattr(delivery, name) for name in DeliveryShown.model_fields})
