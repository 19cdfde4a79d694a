"""How long ways and stays take, and how much that varies, learned from legs."""

from collections.abc import Sequence
from math import exp, log1p, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from visitplan.domain.uncertainty import Uncertainty
from visitplan.feedback.learning.legs import Leg

ASSUMED_LEGS, ASSUMED_DAYS = 50, 10
"""As how many legs, and for the factor that a day's ways share as how many days, what is assumed
counts."""

LEAST_LEGS = 30
"""Of fewer legs nothing is learned."""

Floats = NDArray[np.float64]


class Lengths(NamedTuple):
    """Factors of the planned times, and the spreads around them (see ``Uncertainty``)."""

    travel_factor: float
    service_factor: float
    nobody_seconds: int
    day_travel: float
    leg_travel: float
    service: float


def lengths_learned(legs: Sequence[Leg], assumed: Uncertainty) -> Lengths:
    """Return what legs have shown; what is assumed where there are too few.

    A leg takes ``a · travel + b · service`` where somebody opens, else ``a · travel + c``. The
    means are those of a normal model before which so many average legs went as assumed: least
    squares with as many rows more (Gelman and others, Bayesian Data Analysis, 3rd edition, section
    14.8). The variances are fitted to the squares of what is left, those of the day to its
    products within a day, by moments; each is then averaged with the assumed one by how many
    observations stand for either (section 2.6).
    """
    if len(legs) < LEAST_LEGS:
        return Lengths(1.0, 1.0, assumed.nobody_seconds, *_spreads(assumed))
    rows = _Rows(legs)
    means = _means(rows, assumed)
    left = rows.took - rows.parts @ means
    travel, service = rows.travel * means[0], rows.parts[:, 1] * means[1]
    of_day = _shared(left, travel, rows.day)
    of_ways, of_stays = _variances(left, travel, service)
    days, number = int(rows.day.max()) + 1, len(legs)
    day, leg, stay = (_variance(spread) for spread in _spreads(assumed))
    return Lengths(
        travel_factor=float(means[0]),
        service_factor=float(means[1]),
        nobody_seconds=min(3599, max(0, round(float(means[2])))),
        day_travel=_spread((ASSUMED_DAYS * day + days * of_day) / (ASSUMED_DAYS + days)),
        leg_travel=_spread(_averaged(leg, max(0.0, of_ways - of_day), number)),
        service=_spread(_averaged(stay, of_stays, number)),
    )


class _Rows:
    """Legs as columns of seconds; ``parts`` are those that the three means multiply."""

    def __init__(self, legs: Sequence[Leg]) -> None:
        opened = np.array([leg.opened for leg in legs], dtype=float)
        self.travel = np.array([leg.travel for leg in legs], dtype=float)
        service = np.array([leg.service for leg in legs], dtype=float)
        self.took = np.array([leg.took for leg in legs], dtype=float)
        self.parts: Floats = np.column_stack((self.travel, opened * service, 1 - opened))
        numbers = {on: number for number, on in enumerate(sorted({leg.date for leg in legs}))}
        self.day = np.array([numbers[leg.date] for leg in legs])


def _means(rows: _Rows, assumed: Uncertainty) -> Floats:
    before = np.array([1.0, 1.0, float(assumed.nobody_seconds)])
    typical = np.sqrt(np.maximum((rows.parts**2).mean(axis=0), 1e-9) * ASSUMED_LEGS)
    parts = np.vstack((rows.parts, np.diag(typical)))
    took = np.concatenate((rows.took, typical * before))
    found: Floats = np.linalg.lstsq(parts, took, rcond=None)[0]
    return np.maximum(found, [0.1, 0.1, 0.0])


def _shared(left: Floats, travel: Floats, day: NDArray[np.int64]) -> float:
    """Return the variance of the factor that all ways of a day have in common."""
    products = sum(_pairs(left[day == each]) for each in np.unique(day))
    ways = sum(_pairs(travel[day == each]) for each in np.unique(day))
    return max(0.0, products / ways) if ways else 0.0


def _pairs(values: Floats) -> float:
    """Return the sum of the products of all ordered pairs of different values."""
    return float(values.sum() ** 2 - (values**2).sum())


def _variances(left: Floats, travel: Floats, service: Floats) -> tuple[float, float]:
    """Return the variances of the factors of ways and of stays; heavy legs weigh no more."""
    squares = np.column_stack((travel**2, service**2))
    weight = 1 / np.maximum(squares.sum(axis=1), 1.0)
    found, _ = nnls(squares * weight[:, None], left**2 * weight)
    return float(found[0]), float(found[1])


def _averaged(assumed: float, seen: float, number: int) -> float:
    return (ASSUMED_LEGS * assumed + number * seen) / (ASSUMED_LEGS + number)


def _spreads(terms: Uncertainty) -> tuple[float, float, float]:
    return terms.day_travel, terms.leg_travel, terms.service


def _variance(spread: float) -> float:
    """Return the variance of a lognormal factor of mean 1 whose logarithm spreads so."""
    return exp(spread * spread) - 1


def _spread(variance: float) -> float:
    return sqrt(log1p(variance))
