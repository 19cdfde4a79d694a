"""Not to visit is an outcome too: how often it was decided, and by which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from visitplan.burden.planned import PlanOfDay
from visitplan.domain.burden import AvoidedVisits
from visitplan.domain.holding import forbidding
from visitplan.domain.visit import Ineligible

HOLDS = "no_hold_is_on"


def avoided_by_rule(planned: Sequence[PlanOfDay]) -> tuple[AvoidedVisits, ...]:
    """Return how many cases each rule keeps from a visit, the most first; holds kind by kind."""
    counted = Counter(
        reason
        for each in planned
        for refused in each.plan.ineligible
        for reason in set(_reasons(refused, each))
    )
    most_first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][0], pair[0][1] or ""))
    return tuple(
        AvoidedVisits(rule=rule, hold=hold, cases=cases) for (rule, hold), cases in most_first
    )


def _reasons(refused: Ineligible, planned: PlanOfDay) -> Iterator[tuple[str, str | None]]:
    for refusal in refused.refusals:
        holds: Iterable[str | None] = (None,)
        if refusal.rule == HOLDS:
            day, case = planned.day, planned.cases[refused.case_id]
            holds = [each.hold for each in forbidding(case, day.policy, day.date)] or (None,)
        yield from ((refusal.rule, hold) for hold in holds)
