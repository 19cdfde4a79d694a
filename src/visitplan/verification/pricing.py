"""What a route costs, exactly: integers in ticks, rounded once per term.

A wage per hour × seconds × 5 and a rate per kilometre × metres × 18 are both whole ticks
(1/18,000 of a minor unit), so no sum here ever loses a fraction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from visitplan.domain.agent import OvertimeTier, Pay
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Cost, TakenBreak
from visitplan.domain.window import TimeWindow
from visitplan.verification.moment import second_of

TICKS_PER_HOURLY_SECOND = TICKS_PER_MINOR_UNIT // 3600
TICKS_PER_KILOMETRE_METRE = TICKS_PER_MINOR_UNIT // 1000


@dataclass(frozen=True)
class Bill:
    """The price of one route: ``ticks`` is the exact sum, ``cost`` its terms, each rounded.

    ``terms`` are those of its hours and ways, exact.
    """

    paid_seconds: int
    ticks: int
    cost: Cost
    terms: Mapping[str, int] = field(default_factory=dict)


def price_route(  # noqa: PLR0913 - the price depends on exactly these
    pay: Pay,
    hours: TimeWindow,
    *,
    leaves: datetime,
    ends: datetime,
    breaks: Sequence[TakenBreak],
    unpaid_owed_seconds: int,
    metres: int,
    visits: int,
    disliked: int,
    not_preferred: int,
) -> Bill:
    """Return what a route costs whose crew is one agent.

    Parameters
    ----------
    pay
        The shift's terms.
    hours
        The shift's hours; their whole length is paid where ``pay.paid`` is ``"shift"``.
    leaves, ends
        When the route leaves its start location and reaches its end; elapsed time counts.
    breaks
        Those taken inside the route; unpaid ones are taken off where the route is paid.
    unpaid_owed_seconds
        All unpaid breaks of the shift, taken off where the shift is paid.
    metres
        The route's whole distance.
    visits
        How many stops have expenses.
    disliked
        How many of them go without a preferred agent, each at ``not_preferred`` minor units.
    """
    if pay.paid == "shift":
        worked = max(0, hours.seconds - unpaid_owed_seconds)
    else:
        worked = max(0, second_of(ends) - second_of(leaves) - unpaid_seconds(breaks))
    paid = max(worked, pay.minimum_paid_seconds)
    return _billed(
        paid,
        {
            "fixed": pay.fixed * TICKS_PER_MINOR_UNIT,
            "wage": pay.wage_per_hour * paid * TICKS_PER_HOURLY_SECOND,
            "overtime": overtime_ticks(pay.overtime, worked),
            "distance": pay.rate_per_km * metres * TICKS_PER_KILOMETRE_METRE,
            "expenses": pay.expenses_per_visit * visits * TICKS_PER_MINOR_UNIT,
            "preference": not_preferred * disliked * TICKS_PER_MINOR_UNIT,
        },
    )


def together(bills: Sequence[Bill]) -> Bill:
    """Return the price of a crew's route: the sum of what it costs by each of its people."""
    terms: Counter[str] = Counter()
    for bill in bills:
        terms.update(bill.terms)
    return _billed(sum(bill.paid_seconds for bill in bills), terms)


def _billed(paid_seconds: int, terms: Mapping[str, int]) -> Bill:
    cost = Cost(**{term: minor_units(ticks) for term, ticks in terms.items()})
    return Bill(paid_seconds, sum(terms.values()), cost, terms)


def minor_units(ticks: int) -> int:
    """Round ticks half up to minor units."""
    return (ticks + TICKS_PER_MINOR_UNIT // 2) // TICKS_PER_MINOR_UNIT


def unpaid_seconds(breaks: Iterable[TakenBreak]) -> int:
    """Return the elapsed seconds of those breaks that are not paid."""
    return sum(second_of(pause.end) - second_of(pause.start) for pause in breaks if not pause.paid)


def overtime_ticks(tiers: Sequence[OvertimeTier], worked: int) -> int:
    """Return the premiums on top of the wage: each tier rules until the next takes over.

    Only time worked counts; the time by which a minimum lifts the pay is no overtime.
    """
    ends = [next_tier.beyond_seconds for _, next_tier in pairwise(tiers)] + [worked]
    bands = (
        tier.premium_per_hour * max(0, min(worked, end) - tier.beyond_seconds)
        for tier, end in zip(tiers, ends, strict=False)
    )
    return sum(bands) * TICKS_PER_HOURLY_SECOND
