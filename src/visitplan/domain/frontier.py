"""What less lateness costs."""

from visitplan.domain.simulated import Simulated
from visitplan.domain.uncertainty import Chance
from visitplan.domain.value import Money, Value


class RiskPoint(Value):
    """A verified plan for one lateness risk (None: for none), and what many days make of it.

    ``visits`` are made by plan, ``cost`` is the plan's with its penalties; ``over`` is how many
    visits are late more often than the risk allows.
    """

    risk: Chance | None
    cost: Money
    visits: int
    over: int
    simulated: Simulated
