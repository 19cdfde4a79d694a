"""A report as a phone sends it: codes, days and amounts, no free text and nobody's name."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from visitplan.domain.outcome import OutcomeCode
from visitplan.domain.value import Id
from visitplan.storage.outcomes import RETRACTED, Report
from visitplan.web.agent.outcome_words import WITH_DETAILS

Amount = Annotated[int, Field(gt=0, le=10**12)]
"""Money in minor units."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Promise(_Part):
    """A day on which the customer means to pay, and how much, if he says so."""

    on: date
    amount: Amount | None = None


class Instalments(_Part):
    """A proposal of equal instalments, which the lender confirms or not."""

    first: date
    number: Annotated[int, Field(ge=2, le=60)]
    every: Literal["week", "two weeks", "month"]
    amount: Amount


class Callback(_Part):
    """When another visit would suit better."""

    on: date
    at: time | None = None


class Position(_Part):
    """Where the agent was, who agreed to say so with this one report; accuracy in metres."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    accuracy: Annotated[float, Field(ge=0, le=10**6)]


class Told(_Part):
    """One report; ``id`` was made when the button was pressed, ``at`` is by the phone's clock.

    ``corrects`` is the id of the earlier report that this one puts right, or takes back by the
    code RETRACTED. A detail goes with its own code only.
    """

    id: UUID
    plan: Annotated[str, Field(max_length=100)]
    case: Id
    code: OutcomeCode | Literal["RETRACTED"]
    at: AwareDatetime
    corrects: UUID | None = None
    promise: Promise | None = None
    amount: Amount | None = None
    instalments: Instalments | None = None
    callback: Callback | None = None
    position: Position | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        fitting = WITH_DETAILS.get(self.code)
        if any(getattr(self, name) is not None for name in {*WITH_DETAILS.values()} - {fitting}):
            raise ValueError("a detail goes with its own code")
        if self.code == RETRACTED and self.corrects is None:
            raise ValueError("what is taken back must be named")
        return self

    @property
    def furthest(self) -> date | None:
        """The day that is promised, or on which the first instalment is due."""
        if self.promise:
            return self.promise.on
        return self.instalments.first if self.instalments else None

    def as_report(self, agent_id: Id) -> Report:
        """Return the report as it is kept."""
        details = {"promise", "amount", "instalments", "callback", "position"}
        body: dict[str, Any] = self.model_dump(mode="json", include=details, exclude_none=True)
        return Report(
            phone_id=str(self.id),
            plan_id=self.plan,
            agent_id=agent_id,
            case_id=self.case,
            code=self.code,
            happened_at=self.at,
            body=body,
            corrects=str(self.corrects) if self.corrects else None,
        )


class Received(BaseModel):
    """The answer to a report: when it came first, and whether this was that time."""

    received_at: datetime
    is_new: bool
