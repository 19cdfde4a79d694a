"""The days of one's branches, each with what was asked of it."""

from collections.abc import Iterator
from typing import NamedTuple

from starlette.responses import Response

from visitplan.storage import branches, days, jobs
from visitplan.storage.days import DayHead
from visitplan.storage.jobs import Job
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/comparisons")
MOST_DAYS = 60


class AskedOfDay(NamedTuple):
    """A day in the list, and its comparisons, the newest first."""

    head: DayHead
    branch: str
    asked: tuple[Job, ...]


@doors.get("")
@may("see reports")
def list_days(here: Here) -> Response:
    """List the days that may be asked about, the latest first."""
    return here.page("compared_days.html.j2", listed=list(_listed(here)))


def _listed(here: Exchange) -> Iterator[AskedOfDay]:
    with here.read() as connection:
        names = {b.id: b.name for b in branches.every(connection) if b.id in here.who.branches}
        for head in days.heads(connection, sorted(names))[:MOST_DAYS]:
            asked = jobs.of_day(connection, head.id, kind="comparison")
            yield AskedOfDay(head, names[head.branch_id], asked)
