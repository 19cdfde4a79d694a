"""Not to visit is an outcome too: how often it was decided, and by which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from visitplan.burden.planned import PlanOfDay
from visitplan.domain.burden import AvoidedVisits
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.holding import forbidding
from visitplan.domain.visit import Ineligible

HOLDS = "no_hold_is_on"


def avoided_by_rule(planned: Sequence[PlanOfDay]) -> tuple[AvoidedVisits, ...]:
    """Return how many cases each rule keeps from a visit, the most first; holds kind by kind."""
    counted = Counter(reason for each in planned for reason in _reasons_of(each))
    most_first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][0], pair[0][1] or ""))
    return tuple(
        AvoidedVisits(rule=rule, hold=hold, cases=cases) for (rule, hold), cases in most_first
    )


def _reasons_of(planned: PlanOfDay) -> Iterator[tuple[str, str | None]]:
    cases = planned.cases
    for refused in planned.plan.ineligible:
        yield from set(_reasons(refused, planned.day, cases))


def _reasons(
    refused: Ineligible, day: Day, cases: Mapping[str, Case]
) -> Iterator[tuple[str, str | None]]:
    for refusal in refused.refusals:
        holds: Iterable[str | None] = (None,)
        if refusal.rule == HOLDS:
            forbid = forbidding(cases[refused.case_id], day.policy, day.date)
            holds = [each.hold for each in forbid] or (None,)
        yield from ((refusal.rule, hold) for hold in holds)
