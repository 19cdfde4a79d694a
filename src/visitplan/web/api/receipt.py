"""A batch, taken in once and answered with what came of it."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.batches import Batch
from visitplan.app.kept.receiving import OutdatedError as OutdatedDayError
from visitplan.app.kept.receiving import Received, Receiving, receive
from visitplan.web.api.answers import Finding, Shown
from visitplan.web.api.days import required_day
from visitplan.web.api.idempotency import Finish, Once, done_once
from visitplan.web.api.problems import finding_shown
from visitplan.web.api.tags import require_version
from visitplan.web.exchange import Exchange
from visitplan.web.refusals import OutdatedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_ROWS = 5_000
BATCH = 10_000_000
"""The largest body of a batch, in bytes."""


class Receipt(Shown):
    """What came of a batch, all of which is kept."""

    day_id: str
    version: Annotated[int, Field(description="The day's version from now on.")]
    created: int
    replaced: int
    withdrawn: int
    taken_off: Annotated[int, Field(description="Visits that were on a published route.")]
    findings: Annotated[list[Finding], Field(description="Warnings: worth a look.")]


def take_in(
    here: Exchange, day_id: str, batch: Batch, once: Once, expected: str | None
) -> Response:
    """Keep a batch as a whole, or raise what is wrong with it; the answer names the version."""

    def do(finish: Finish) -> Receipt:
        receiving = Receiving(day_id, here.who.id, here.now, _seen(here, day_id, expected))

        def end(connection: "Connection", received: Received) -> None:
            finish(connection, _receipt(day_id, received))

        return _receipt(day_id, receive(here.house.database, batch, receiving, end))

    try:
        return done_once(here, once, do)
    except OutdatedDayError:
        raise OutdatedError from None


def _seen(here: Exchange, day_id: str, expected: str | None) -> int | None:
    if expected is None:
        return None
    with here.read() as connection:
        version = required_day(connection, day_id).version
    require_version(expected, version)
    return version


def _receipt(day_id: str, received: Received) -> Receipt:
    return Receipt(
        day_id=day_id,
        version=received.version,
        created=received.created,
        replaced=received.replaced,
        withdrawn=received.withdrawn,
        taken_off=received.taken_off,
        findings=[finding_shown(each) for each in received.findings],
    )
