"""How many people a plan may expect to meet."""

from collections.abc import Mapping
from datetime import datetime, time

import numpy as np

from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.simulation.at_home import AtHome


def expected_contacts(plan: Plan, homes: Mapping[Id, AtHome]) -> float:
    """Return how many people may be expected to be met at the planned arrivals."""
    midnight = datetime.combine(plan.date, time(), plan.time_zone).timestamp()
    return sum(
        float(homes[stop.case_id].at(np.array([stop.arrival.timestamp() - midnight]))[0])
        for route in plan.routes
        for stop in route.stops
    )
