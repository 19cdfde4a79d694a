"""Several days planned at once."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.value import Value

MOST_DAYS = 31


class HorizonSettings(Value):
    """How many working days are planned at once, and what waiting costs.

    A working day is one on which the policy permits visits and somebody is on duty; the first is
    the planning day or the next one after it. A visit planned on a later day is charged
    ``waiting_percent`` of its unassigned penalty for each calendar day since the planning day:
    so the urgent ones come first. That price decides between days and is no part of any cost.
    """

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 1
    waiting_percent: Annotated[int, Field(ge=0, le=100)] = 0
