"""Days in: begun by a core system with their settings, agents, cases and contacts."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from starlette.responses import Response

from visitplan.app.kept.day_beginning import begin_day
from visitplan.app.kept.kept_days import Importing
from visitplan.domain import finding as domain
from visitplan.storage.days import DayHead
from visitplan.web.api.answers import OF_A_CHANGE, Finding, Sent, answers
from visitplan.web.api.days import DayShown, day_shown
from visitplan.web.api.idempotency import AskedOnce, Finish, done_once
from visitplan.web.api.problems import finding_shown
from visitplan.web.api.receipt import BATCH, MOST_ROWS
from visitplan.web.api.rows import AgentRow, CaseRow, ContactRow, Row, cells
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/api/v1/days", include_in_schema=True, tags=["Days"])
LONGEST_SETTINGS = 100_000
EXAMPLE = """date = 2026-11-25
time_zone = "Europe/Helsinki"
currency = "EUR"

[policy]
pack = "fi"
"""


class DayBegun(DayShown):
    """A day that is kept from now on, and what of it is worth a look."""

    findings: Annotated[list[Finding], Field(description="Warnings: worth a look.")]


class DaySent(Sent):
    """A day to be begun: its settings name its date; the tables may be sent later, too."""

    settings: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_SETTINGS,
            description="The text of day.toml, as `visitplan init` writes it.",
            examples=[EXAMPLE],
        ),
    ]
    agents: Annotated[
        list[AgentRow],  # type: ignore[valid-type]
        Field(default_factory=list, max_length=MOST_ROWS, description="A row for each shift."),
    ]
    cases: Annotated[
        list[CaseRow],  # type: ignore[valid-type]
        Field(default_factory=list, max_length=MOST_ROWS),
    ]
    contacts: Annotated[
        list[ContactRow],  # type: ignore[valid-type]
        Field(default_factory=list, max_length=MOST_ROWS),
    ]


@doors.post(
    "",
    response_model=DayBegun,
    status_code=201,
    responses=answers(*OF_A_CHANGE),
    max_body_size=BATCH,
)
@may("plan days")
def begin(here: Here, sent: DaySent, once: AskedOnce) -> Response:
    """Begin a day of the branch, the whole of it or nothing; 409 where it has one of that date."""
    (branch_id,) = here.who.branches
    importing = Importing(branch_id, here.new_id(), here.who.id, here.now)
    tables = {name: _cells(getattr(sent, name)) for name in ("agents", "cases", "contacts")}

    def do(finish: Finish) -> DayBegun:
        begun: list[DayBegun] = []

        def end(
            connection: "Connection", head: DayHead, findings: tuple[domain.Finding, ...]
        ) -> None:
            shown = list(map(finding_shown, findings))
            begun.append(DayBegun(**day_shown(head).model_dump(), findings=shown))
            finish(connection, begun[0])

        begin_day(here.house.database, sent.settings, tables, importing, end)
        return begun[0]

    return done_once(here, once, do, status=201)


def _cells(rows: list[Row]) -> list[dict[str, object]]:
    return [dict(cells(row)) for row in rows]
