"""What a plan is made for beyond its cheapest day: days that turn out otherwise, open doors."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.value import Money, Value


class Foresight(Value):
    """How much lateness a plan may risk, and what meeting somebody is worth to it.

    ``lateness_risk`` is on what share of simulated days a visit may fail to end within its hours
    (None: plans keep no slack for that). ``contact_value`` is the money that one expected contact
    weighs when hours are chosen (0: nothing); it is a weight and in no cost.
    """

    lateness_risk: Annotated[float, Field(gt=0, lt=1)] | None = None
    contact_value: Money = 0

    @property
    def is_asked_for(self) -> bool:
        """Whether planning has to look further than at the planned day itself."""
        return self.lateness_risk is not None or self.contact_value > 0
