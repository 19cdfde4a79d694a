"""What happened so far on the planning day, as it was reported."""

from typing import Annotated, Literal, Self, get_args

from pydantic import AwareDatetime, Field, model_validator

from visitplan.domain.value import Id, Value

EventKind = Literal["done", "failed", "delayed", "agent_ill", "urgent", "withdrawn"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
OF_CASES: frozenset[EventKind] = frozenset({"done", "failed", "urgent", "withdrawn"})
OF_AGENTS: frozenset[EventKind] = frozenset({"delayed", "agent_ill"})


class Event(Value):
    """One report of the day.

    ``done`` and ``failed`` say when a visit ended, whatever came of it. ``delayed``: whatever the
    agent does at that moment takes ``delay_seconds`` longer than planned. ``agent_ill``: the
    agent begins no further visit. ``urgent``: the case must be visited. ``withdrawn``: it must
    not be, whatever its row in the cases says.
    """

    kind: EventKind
    at: AwareDatetime
    case_id: Id | None = None
    agent_id: Id | None = None
    delay_seconds: Annotated[int, Field(gt=0, le=86_400)] | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind in OF_CASES and self.case_id is None:
            raise ValueError("this kind of event names a case")
        if self.kind in OF_AGENTS and self.agent_id is None:
            raise ValueError("this kind of event names an agent")
        if (self.kind == "delayed") != (self.delay_seconds is not None):
            raise ValueError("a delay, and nothing else, has a length")
        return self
