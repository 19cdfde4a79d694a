"""Which way a leg takes at the hour at which it starts."""

from collections.abc import Callable, Sequence

import numpy as np

from visitplan.domain.street_hours import SlowPeriod
from visitplan.travel.legs import Ints, Legs, Runs, in_order, no_runs
from visitplan.travel.search import Search, milliseconds
from visitplan.travel.tracing import trace

SearchIn = Callable[[SlowPeriod], Search]
"""Returns the streets as they are in a period."""


def trace_at_departure(
    legs: Legs, leaves: Ints, periods: Sequence[SlowPeriod], search_in: SearchIn
) -> Runs:
    """Return the runs along the fastest way of each leg when it ``leaves``.

    As in a travel matrix, whoever is there sooner by waiting for a later period takes the way of
    that one.
    """
    ends = [*(period.begins for period in periods[1:]), np.inf]
    arrives, taken = np.full(len(leaves), np.inf), np.full(len(leaves), -1)
    found = [no_runs()]
    for number, (period, end) in enumerate(zip(periods, ends, strict=True)):
        asked = np.flatnonzero((leaves < end) & (period.begins * 1000 < arrives))
        if len(asked):
            traced = trace(search_in(period), legs.only(asked))
            starts = np.maximum(leaves[asked], period.begins)
            arrival = starts * 1000 + milliseconds(traced.weight)
            sooner = arrival < arrives[asked]
            arrives[asked[sooner]], taken[asked[sooner]] = arrival[sooner], number
            runs = traced.runs._replace(leg=asked[traced.runs.leg])
            found = [each.of(taken != number) for each in found] + [runs.of(taken == number)]
    return in_order(found)
