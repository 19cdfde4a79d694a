"""How scenarios differ, and which differences are no more than the search's own noise."""

from collections.abc import Sequence

from visitplan.domain.comparison import Compared, Difference, Verdict


def difference(one: Compared, baseline: Compared) -> Difference:
    """Return how a scenario differs from the baseline.

    The noise is the larger of the two ranges over the seeds, and the rounding of the routes' terms
    (at most a minor unit for each route of either).
    """
    noise = noise_of(one, baseline)
    mine, theirs = one.figures.cost.model_dump(), baseline.figures.cost.model_dump()
    total = one.figures.cost.total - baseline.figures.cost.total
    return Difference(
        by_term={term: mine[term] - theirs[term] for term in mine},
        total=total,
        noise=noise,
        verdict=verdict(total, noise),
        visits=one.figures.visits - baseline.figures.visits,
    )


def noise_of(one: Compared, other: Compared) -> int | None:
    """Return by how much two totals may differ for no reason; None where nobody can tell."""
    if len(one.totals) < 2 and len(other.totals) < 2:
        return None
    rounding = one.figures.agents_used + other.figures.agents_used
    return max(one.spread, other.spread, rounding)


def verdict(total: int, noise: int | None) -> Verdict:
    """Return what may be said of a difference."""
    if noise is None:
        return "unknown"
    if abs(total) <= noise:
        return "none"
    return "cheaper" if total < 0 else "dearer"


def is_dominated(one: Compared, others: Sequence[Compared]) -> bool:
    """Tell whether another scenario visits no fewer at no higher running cost, and one is better.

    Hand-made routes that break promises dominate nobody.
    """
    visits, running = one.figures.visits, one.figures.running
    return any(
        other.figures.visits >= visits
        and other.figures.running <= running
        and (other.figures.visits, other.figures.running) != (visits, running)
        for other in others
        if other is not one and not other.broken
    )
