"""The rules of the day, first form: one lender's own policy from ``day.toml``.

Packs by jurisdiction will be merged into this value; the gate and the verifier read only it.
"""

from datetime import date
from typing import Literal

from visitplan.domain.case import HOLDS, CaseStatus, Hold, Priority
from visitplan.domain.value import Money, Value, Weekday
from visitplan.domain.window import ClockSpan


class Penalties(Value):
    """Money lost by leaving a visit out, by priority class; never by the amount owed."""

    must: Money
    high: Money
    normal: Money
    low: Money

    def of(self, priority: Priority) -> int:
        """Return the penalty of one class."""
        penalty: int = getattr(self, priority)
        return penalty


class Policy(Value):
    """What is allowed.

    ``permitted_hours`` bound the whole stay (arrival and departure) whatever ``window_bounds``
    says; a weekday that is absent has no permitted hours. ``window_bounds`` says what a
    *customer's* window bounds: the ``whole`` stay or its ``start``. ``not_preferred`` is the
    price of sending an agent whom the case does not name among its preferred ones, ``stability``
    that of each change of what was announced when a day is re-planned.
    """

    pack: str
    version: str
    source: str
    permitted_hours: dict[Weekday, tuple[ClockSpan, ...]]
    rest_days: frozenset[Weekday] = frozenset({"sun"})
    holidays: frozenset[date] = frozenset()
    visitable_statuses: frozenset[CaseStatus] = frozenset({"approved"})
    blocking_holds: frozenset[Hold] = frozenset(HOLDS)
    required_credentials: frozenset[str] = frozenset()
    window_bounds: Literal["whole", "start"] = "whole"
    penalties: Penalties
    not_preferred: Money = 0
    stability: Money = 0
    customer_on_agent_page: Literal["hidden", "tap", "shown"] = "tap"
