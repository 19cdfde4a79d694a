"""Outcomes out: what agents reported, in the order of arrival, since a cursor."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from visitplan.storage import outcomes
from visitplan.storage.outcomes import KeptOutcome
from visitplan.web.api.answers import Shown, answers
from visitplan.web.api.paging import Cursor, Limit, Page, number, place_of
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/api/v1/outcomes", include_in_schema=True, tags=["Outcomes"])


class OutcomeShown(Shown):
    """What an agent reported of a visit; never where, and no picture."""

    number: Annotated[int, Field(description="Counts reports in the order of arrival.")]
    case_id: str
    agent_id: str
    plan_id: str
    code: Annotated[str, Field(description="As in PTP, NOHOME; RETRACTED takes one back.")]
    happened_at: Annotated[datetime, Field(description="By the phone's clock.")]
    received_at: datetime
    corrects: Annotated[int | None, Field(description="The number of the report it puts right.")]


@doors.get("", response_model=Page[OutcomeShown], responses=answers())
@may("read outcomes")
def list_outcomes(here: Here, cursor: Cursor = None, limit: Limit = 100) -> Page[OutcomeShown]:
    """List what was reported since a cursor, the first report first; none is ever changed."""
    after = place_of(cursor, number, 0)
    branches = here.who.branches
    with here.read() as connection:
        found = outcomes.of_branches_since(connection, branches, after, most=limit + 1)
    items = [_shown(outcome) for outcome in found[:limit]]
    last = items[-1].number if items else after
    return Page(items=items, next=str(last), more=len(found) > limit)


def _shown(outcome: KeptOutcome) -> OutcomeShown:
    return OutcomeShown(
        number=outcome.seq,
        case_id=outcome.case_id,
        agent_id=outcome.agent_id,
        plan_id=outcome.plan_id,
        code=outcome.code,
        happened_at=outcome.happened_at,
        received_at=outcome.received_at,
        corrects=outcome.corrects_seq,
    )
