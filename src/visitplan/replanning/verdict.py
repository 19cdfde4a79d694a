"""Is a re-planned day true? Everything re-checked but what had happened before it was made."""

from datetime import datetime

from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.eligibility.gate import gate
from visitplan.planning.ground import measure
from visitplan.planning.manning import crews_of, manned
from visitplan.planning.terms import PlannedDay
from visitplan.replanning.admitting import admitted_beside_the_made
from visitplan.replanning.facts import as_far_as_it_went, facts_and_breaches
from visitplan.replanning.terms import Verdict
from visitplan.underway.amended import amended
from visitplan.underway.dissolved import ill_agents
from visitplan.underway.scene import look


def verify_replanned(
    day: Day, travel: Travel, plan: Plan, events: tuple[Event, ...], *, at: datetime
) -> Verdict:
    """Verify a plan that was re-planned at a moment, after these events.

    What would be broken even if everybody had gone home then is a fact of the day.
    """
    located, _ = manned(amended(day, events), travel, crews_of(plan), absent=ill_agents(events))
    matrices, whole = measure(located, travel), gate(located)
    scene = look(located, matrices, old=plan, events=events, at=at, admission=whole)
    admission = admitted_beside_the_made(scene).model_copy(update={"barred": whole.barred})
    frame = {"routes": (), "unassigned": (), "findings": (), "ineligible": admission.ineligible}
    went = as_far_as_it_went(scene, plan.model_copy(update=frame), admission)
    found, broken = facts_and_breaches(scene, plan, went)
    facts = tuple(violation for violation in found if violation not in broken)
    return Verdict(PlannedDay(located, matrices, plan), facts, broken)
