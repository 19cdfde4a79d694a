"""Cases in: created, replaced and withdrawn in batches, all of one or nothing."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.batches import Batch
from visitplan.storage import tables
from visitplan.web.api.answers import OF_A_CHANGE, OF_A_THING, Sent, Shown, answers
from visitplan.web.api.days import day_of_path
from visitplan.web.api.idempotency import AskedOnce
from visitplan.web.api.paging import Cursor, Limit, Page, number, place_of
from visitplan.web.api.receipt import BATCH, MOST_ROWS, Receipt, take_in
from visitplan.web.api.rows import CaseRow, Row, cells
from visitplan.web.api.tags import Expected
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/api/v1/days/{day_id}/cases", include_in_schema=True, tags=["Cases"])


class CasesSent(Sent):
    """Cases to be created or replaced by their id, and ids of cases to be withdrawn."""

    cases: Annotated[
        list[CaseRow],  # type: ignore[valid-type]
        Field(default_factory=list, max_length=MOST_ROWS),
    ]
    withdraw: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=64)]],
        Field(default_factory=list, max_length=MOST_ROWS),
    ]


class CaseKnown(Shown):
    """A case that the day has."""

    case_id: str


@doors.post(
    "",
    response_model=Receipt,
    responses=answers(*OF_A_THING, *OF_A_CHANGE, 412),
    max_body_size=BATCH,
)
@may("send cases", of=day_of_path)
def send_cases(
    here: Here, day_id: str, sent: CasesSent, once: AskedOnce, expected: Expected = None
) -> Response:
    """Create, replace and withdraw cases of a day: the whole batch, or nothing of it.

    A case is replaced as a whole, but a hold that stands is never lifted. A withdrawn case stays
    in the day and is visited by nobody; visits on published routes are off them at once.
    """
    rows: list[Row] = list(sent.cases)
    batch = Batch("cases", tuple(map(cells, rows)), tuple(sent.withdraw))
    return take_in(here, day_id, batch, once, expected)


@doors.get("", response_model=Page[CaseKnown], responses=answers(*OF_A_THING))
@may("send cases", of=day_of_path)
def list_cases(
    here: Here, day_id: str, cursor: Cursor = None, limit: Limit = 100
) -> Page[CaseKnown]:
    """List the ids of a day's cases, in the order of its table."""
    first = place_of(cursor, number, 0)
    with here.read() as connection:
        table = tables.load_table(connection, day_id, "cases")
    ids = [row.subject for row in table.rows if row.subject] if table else []
    some = ids[first : first + limit]
    items = [CaseKnown(case_id=case_id) for case_id in some]
    return Page(items=items, next=str(first + len(some)), more=first + limit < len(ids))
