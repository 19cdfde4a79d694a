"""Is a re-planned day true? Everything re-checked but what had happened before it was made."""

from datetime import datetime

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.planning.ground import measure
from visitplan.planning.manning import manned_for
from visitplan.planning.terms import PlannedDay
from visitplan.replanning.facts import as_far_as_it_went, facts_and_breaches
from visitplan.replanning.ground import left_of
from visitplan.replanning.terms import Verdict
from visitplan.underway.amended import amended
from visitplan.underway.dissolved import ill_agents


def verify_replanned(
    day: Day, travel: Travel, plan: Plan, events: tuple[Event, ...], *, at: datetime
) -> Verdict:
    """Verify a plan that was re-planned at a moment, after these events.

    What would be broken even if everybody had gone home then is a fact of the day.
    """
    ill = ill_agents(events)
    located, _ = manned_for(plan, amended(day, events), travel, absent=ill)
    planned = PlannedDay(located, measure(located, travel), plan)
    left = left_of(planned, events, at)
    found, broken = facts_and_breaches(left.scene, plan, as_far_as_it_went(left, plan))
    facts = tuple(violation for violation in found if violation not in broken)
    return Verdict(planned, facts, broken)
