"""The story of learning: knocks and legs in, figures for tomorrow's plans out."""

from collections.abc import Sequence

from visitplan.domain.learned import Learned
from visitplan.domain.uncertainty import Uncertainty
from visitplan.feedback.learning.knocks import Knock, home_of, hours_learned
from visitplan.feedback.learning.legs import Leg
from visitplan.feedback.learning.lengths import lengths_learned

DIGITS = 3
WIDEST = 2.0


def learn(
    knocks: Sequence[Knock], legs: Sequence[Leg], assumed: Uncertainty | None = None
) -> Learned:
    """Return what knocks and legs have shown, each figure between it and what is assumed."""
    before = assumed or Uncertainty()
    hours = hours_learned(knocks, before)
    lengths = lengths_learned(legs, before)
    return Learned(
        uncertainty=Uncertainty(
            day_travel=_told(lengths.day_travel),
            leg_travel=_told(lengths.leg_travel),
            service=_told(lengths.service),
            nobody_seconds=lengths.nobody_seconds,
            home=home_of(hours, before),
            home_otherwise=before.home_otherwise,
        ),
        hours=hours,
        knocks=len(knocks),
        legs=len(legs),
        days=len({leg.date for leg in legs}),
        travel_factor=round(lengths.travel_factor, DIGITS),
        service_factor=round(lengths.service_factor, DIGITS),
    )


def _told(spread: float) -> float:
    return min(WIDEST, round(spread, DIGITS))
