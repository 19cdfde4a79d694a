"""Days of the key's branch: found by date, known by their version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query
from starlette.responses import Response

from visitplan.storage import days
from visitplan.storage.days import DayHead
from visitplan.web.api.answers import NOT_MODIFIED, OF_A_THING, Shown, answers
from visitplan.web.api.paging import Cursor, Limit, Page, place_of
from visitplan.web.api.tags import Known, tagged
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/api/v1/days", include_in_schema=True, tags=["Days"])


class DayShown(Shown):
    """A planning day; `version` counts the changes of its tables and settings."""

    id: str
    branch_id: str
    date: date
    version: int
    changed_at: datetime


def day_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the day that a path speaks of."""
    head = days.head(connection, path["day_id"])
    return Thing(head.branch_id) if head else None


def required_day(connection: "Connection", day_id: str) -> DayHead:
    """Return a day; NoSuchThingError where it went in the meantime."""
    head = days.head(connection, day_id)
    if head is None:
        raise NoSuchThingError
    return head


@doors.get("", response_model=Page[DayShown], responses=answers())
@may("use the API")
def list_days(
    here: Here,
    on: Annotated[date | None, Query(alias="date", description="Only the day of a date.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[DayShown]:
    """List the days of the branch, the latest first."""
    before = place_of(cursor, date.fromisoformat, date.max)
    with here.read() as connection:
        heads = days.heads(connection, sorted(here.who.branches))
    found = [head for head in heads if head.date < before and on in (None, head.date)]
    items = [day_shown(head) for head in found[:limit]]
    last = items[-1].date.isoformat() if items else cursor
    return Page(items=items, next=last, more=len(found) > limit)


@doors.get("/{day_id}", response_model=DayShown, responses=answers(*OF_A_THING) | NOT_MODIFIED)
@may("use the API", of=day_of_path)
def show_day(here: Here, day_id: str, known: Known = None) -> Response:
    """Show a day; its ETag is the version that If-Match may name."""
    with here.read() as connection:
        head = required_day(connection, day_id)
    return tagged(day_shown(head), head.version, known)


def day_shown(head: DayHead) -> DayShown:
    """Return a day as it is shown."""
    return DayShown(
        id=head.id,
        branch_id=head.branch_id,
        date=head.date,
        version=head.version,
        changed_at=head.changed_at,
    )
