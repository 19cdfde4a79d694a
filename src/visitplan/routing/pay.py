"""What somebody is paid, in ticks."""

import itertools

from visitplan.domain.agent import Pay
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.routing.statement import PayTerms

TICKS_PER_HOURLY_SECOND = TICKS_PER_MINOR_UNIT // 3600
TICKS_PER_KILOMETRE_METRE = TICKS_PER_MINOR_UNIT // 1000


def pay_terms(pay: Pay, shift_seconds: int) -> PayTerms:
    """Return the terms of one agent's pay; ``shift_seconds`` is what of the whole shift is paid."""
    premiums = [0, *(tier.premium_per_hour for tier in pay.overtime)]
    marginal = [upper - lower for lower, upper in itertools.pairwise(premiums)]
    return PayTerms(
        fixed=pay.fixed * TICKS_PER_MINOR_UNIT,
        per_second=pay.wage_per_hour * TICKS_PER_HOURLY_SECOND,
        minimum=pay.minimum_paid_seconds,
        tiers=tuple(
            (tier.beyond_seconds, step * TICKS_PER_HOURLY_SECOND)
            for tier, step in zip(pay.overtime, marginal, strict=True)
        ),
        per_metre=pay.rate_per_km * TICKS_PER_KILOMETRE_METRE,
        per_visit=pay.expenses_per_visit * TICKS_PER_MINOR_UNIT,
        whole_shift=shift_seconds if pay.paid == "shift" else None,
    )
