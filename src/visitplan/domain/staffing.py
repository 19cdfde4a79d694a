"""How many shifts of which kinds some days need, and what more and fewer of them would do."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from visitplan.domain.uncertainty import Chance
from visitplan.domain.value import Money, Value

Count = Annotated[int, Field(ge=0)]
Served = Literal["all", "must_and_high"]
"""Whose share of visits the service level is: everybody's, or that of priorities must and high."""


class Staffing(Value):
    """A mix of shifts, by kind, and its verified plans in figures.

    ``served`` is the share of the visits that count which are made; ``labour`` what the routes
    cost, and ``cost`` with the penalties of visits left out. ``change`` is the kind of shift that
    was taken away (``-``) or added (``+``) since the mix before.
    """

    shifts: dict[str, Count]
    change: str | None
    served: Chance
    visits: Count
    labour: Money
    cost: Money

    @property
    def size(self) -> int:
        """The number of shifts on duty."""
        return sum(self.shifts.values())


class StaffingCurve(Value):
    """Mixes of shifts from more to fewer, each from the one before by a single shift.

    A shift is on duty on each of the ``dates``, and all figures are those of all of them.
    ``cheapest`` is the number of the mix that reaches ``level`` at the least labour cost; None
    where none does.
    """

    currency: str
    dates: tuple[date, ...]
    level: Chance
    counting: Served
    mixes: tuple[Staffing, ...]
    cheapest: Count | None
