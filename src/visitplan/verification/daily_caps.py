"""Daily caps: no more visits than the day allows, of all cases and of each portfolio.

What was made before a plan was changed under way is a fact, and no promise of the new plan.
"""

from collections import Counter
from collections.abc import Iterator

from visitplan.domain.case import Case
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence
from visitplan.verification.moment import second_of


def daily_caps_are_kept(evidence: Evidence) -> Iterator[Violation]:
    """No cap has more stops on all routes than it allows, or than were made already."""
    cap = evidence.day.daily_cap
    planned, made = Counter[str | None](), Counter[str | None]()
    for case, is_made in _stops(evidence):
        for counted in {None, case.portfolio}:
            planned[counted] += 1
            made[counted] += is_made
    for counted, visits in planned.items():
        own = cap.all_cases
        if counted is not None:
            own = cap.portfolios.get(counted, cap.each_portfolio)
        if own is not None and visits > max(own, made[counted]):
            whose = "all cases" if counted is None else f"portfolio {counted}"
            detail = f"{visits} visits of {whose} a day, {own} allowed"
            yield Violation(rule="daily_cap", detail=detail)


def _stops(evidence: Evidence) -> Iterator[tuple[Case, bool]]:
    """Yield the case of each stop, and whether it lies before the plan was changed."""
    changed = evidence.plan.manifest.replanned_at
    for route in evidence.plan.routes:
        for stop in route.stops:
            case = evidence.cases.get(stop.case_id)
            if case is not None:
                yield case, changed is not None and second_of(stop.arrival) < second_of(changed)
