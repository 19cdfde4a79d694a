"""What the dispatcher fixed by hand."""

from typing import Self

from pydantic import AwareDatetime, model_validator

from visitplan.domain.value import Id, Value


class Pin(Value):
    """One visit fixed to an agent, to an arrival time, or to an order; at least one of them.

    The arrival lies between ``not_before`` and ``not_after``, both included. ``after`` names a
    visit: when both are planned, they are on one route in this order. A pinned visit has
    priority ``must``.
    """

    case_id: Id
    agent_id: Id | None = None
    not_before: AwareDatetime | None = None
    not_after: AwareDatetime | None = None
    after: Id | None = None

    @model_validator(mode="after")
    def _fixes_something(self) -> Self:
        if not (self.agent_id or self.not_before or self.not_after or self.after):
            raise ValueError("a pin fixes an agent, a time or an order")
        if (
            self.not_before
            and self.not_after
            and self.not_before.timestamp() > self.not_after.timestamp()
        ):
            raise ValueError("a pinned arrival begins before it ends")
        return self
