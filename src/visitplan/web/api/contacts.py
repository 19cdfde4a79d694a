"""Contacts in: calls, letters, notices that the lender made; the ledger only grows."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.batches import Batch
from visitplan.web.api.answers import OF_A_CHANGE, OF_A_THING, Sent, answers
from visitplan.web.api.days import day_of_path
from visitplan.web.api.idempotency import AskedOnce
from visitplan.web.api.receipt import BATCH, MOST_ROWS, Receipt, take_in
from visitplan.web.api.rows import ContactRow, Row, cells
from visitplan.web.api.tags import Expected
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/api/v1/days/{day_id}/contacts", include_in_schema=True, tags=["Cases"])


class ContactsSent(Sent):
    """Contacts to be put into the ledger; one that it has word for word changes nothing."""

    contacts: Annotated[
        list[ContactRow],  # type: ignore[valid-type]
        Field(min_length=1, max_length=MOST_ROWS),
    ]


@doors.post(
    "",
    response_model=Receipt,
    responses=answers(*OF_A_THING, *OF_A_CHANGE, 412),
    max_body_size=BATCH,
)
@may("send cases", of=day_of_path)
def send_contacts(
    here: Here, day_id: str, sent: ContactsSent, once: AskedOnce, expected: Expected = None
) -> Response:
    """Put contacts at the end of a day's ledger: the whole batch, or nothing of it."""
    rows: list[Row] = list(sent.contacts)
    return take_in(here, day_id, Batch("contacts", tuple(map(cells, rows))), once, expected)
