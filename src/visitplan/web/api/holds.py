"""Holds in: at once, on every day from today on, and off published routes."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from starlette.responses import Response

from visitplan.app.kept.holding import hold_cases
from visitplan.domain.case import Hold
from visitplan.feedback.following import NewHold
from visitplan.web.api.answers import OF_A_CHANGE, Sent, Shown, answers
from visitplan.web.api.idempotency import AskedOnce, Finish, done_once
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/api/v1/holds", include_in_schema=True, tags=["Holds"])
MOST_HOLDS = 1_000


class HoldSent(Sent):
    """A case, and why nobody may go; without ``until`` it stays until somebody lifts it."""

    case_id: Annotated[str, Field(min_length=1, max_length=64)]
    hold: Hold
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until lies before since")
        return self


class HoldsSent(Sent):
    """Holds to be set, all of them or none."""

    holds: Annotated[list[HoldSent], Field(min_length=1, max_length=MOST_HOLDS)]


class HoldsSet(Shown):
    """What came of them; a hold of a person is counted for each case of that person."""

    new: int
    taken_off: Annotated[int, Field(description="Visits that were on a published route.")]


@doors.post("", response_model=HoldsSet, responses=answers(*OF_A_CHANGE))
@may("send cases")
def set_holds(here: Here, sent: HoldsSent, once: AskedOnce) -> Response:
    """Hold cases of the branch on every day from today on; visits leave published routes at once.

    Holds are only set here; to lift one is a decision of the branch.
    """
    holds = [NewHold(each.case_id, each.hold, each.since, each.until) for each in sent.holds]
    (branch_id,) = here.who.branches

    def do(finish: Finish) -> HoldsSet:
        with here.write() as connection:
            held = hold_cases(connection, branch_id, holds, by=here.who.id, at=here.now)
            answer = HoldsSet(new=held.new, taken_off=held.taken_off)
            finish(connection, answer)
            return answer

    return done_once(here, once, do)
