"""One of two branches: its day, its travel, its plan."""

from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.planning.terms import Provenance


class Side(NamedTuple):
    """A branch with its day as read, and the plan that stands."""

    name: str
    day: Day
    travel: Travel
    provenance: Provenance
    plan: Plan
