"""What became of a plan on many simulated days."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.uncertainty import Chance
from visitplan.domain.value import Id, Value

Mean = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class SimulatedVisit(Value):
    """What became of one stop, as shares of the days.

    ``missed``: it was reached too late to be made within its hours, and so was not made. ``cut``:
    it would have lasted beyond them, and the agent left when they ended. ``reached``: somebody
    opened.
    """

    case_id: Id
    missed: Chance
    cut: Chance
    reached: Chance

    @property
    def late(self) -> float:
        """How often the visit did not end within its hours."""
        return self.missed + self.cut


class SimulatedRoute(Value):
    """What became of one shift: shares of the days, means of paid hours and of contacts."""

    shift_id: Id
    overtime: Chance
    beyond_hours: Chance
    paid_hours: Mean
    contacts: Mean
    visits: tuple[SimulatedVisit, ...]


class Spreading(Value):
    """How a figure is spread over the days, in minor units: one day in twenty lies outside.

    ``shares`` are the shares of the days in equal steps from ``least`` to ``most``, each step
    without its end, the last with it.
    """

    mean: Mean
    low: Mean
    middle: Mean
    high: Mean
    least: Mean
    most: Mean
    shares: tuple[Chance, ...]


class Simulated(Value):
    """Many days of one plan; ``late`` is the share of all visits that did not end in their hours.

    ``days`` and ``seed`` say which days; equal ones give equal figures.
    """

    days: Annotated[int, Field(ge=1)]
    seed: Annotated[int, Field(ge=0)]
    currency: str
    cost: Spreading
    late: Chance
    missed: Chance
    contacts: Mean
    paid_hours: Mean
    routes: tuple[SimulatedRoute, ...]

    @property
    def contacts_per_paid_hour(self) -> float:
        """How many people are met in an hour that is paid for; 0 where nobody is paid."""
        return self.contacts / self.paid_hours if self.paid_hours else 0.0
