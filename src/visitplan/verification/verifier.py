"""The verifier: every promise of a plan, checked again from what was handed in.

Nothing here is shared with the gate or the routing: what both got wrong in the same way would
go unnoticed.
"""

from collections.abc import Callable, Iterator

from pydantic import ValidationError

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Matrices
from visitplan.domain.violation import Violation
from visitplan.verification import (
    completeness,
    crews,
    daily_caps,
    lawfulness,
    money,
    people,
    pins,
    preferences,
    reasons,
    rests,
    timing,
    travelling,
)
from visitplan.verification.evidence import Evidence

Rule = Callable[[Evidence], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    completeness.the_plan_is_of_the_day,
    completeness.no_case_is_lost,
    completeness.no_case_is_doubled,
    completeness.no_case_is_invented,
    completeness.no_shift_is_invented,
    *map(lawfulness.of_each_case, lawfulness.CASE_RULES),
    *map(lawfulness.of_each_stay, lawfulness.STAY_RULES),
    lawfulness.refusals_have_a_reason,
    reasons.refusals_name_rules_that_are_broken,
    lawfulness.the_unassigned_were_admitted,
    people.shifts_are_worked_by_their_agents,
    people.agents_have_their_credentials,
    people.agents_are_trained,
    people.agents_have_the_skills,
    people.agents_may_go_to_the_case,
    people.barred_shifts_stay_at_home,
    people.shifts_are_barred_for_a_reason,
    people.shifts_are_worked_once,
    people.agents_are_in_one_place,
    people.routes_have_room,
    daily_caps.daily_caps_are_kept,
    travelling.crews_are_of_the_day,
    travelling.crews_work_the_hours_of_all,
    travelling.crews_go_as_who_drives,
    travelling.crews_make_no_more_visits_than_each_may,
    travelling.crews_give_everybody_his_breaks,
    crews.crews_are_large_enough,
    crews.crews_are_small_enough,
    crews.crews_speak_a_language_of_the_case,
    crews.customers_know_who_comes,
    crews.changes_of_agent_are_told,
    timing.times_are_whole_seconds,
    timing.ways_exist,
    timing.legs_are_as_far_as_they_are,
    timing.ways_back_are_as_far_as_they_are,
    timing.setups_take_their_time,
    timing.arrivals_leave_time_to_arrive,
    timing.waiting_is_what_is_left,
    timing.services_take_their_time,
    timing.routes_end_on_reaching_the_end,
    timing.routes_stay_within_shifts,
    rests.breaks_lie_inside_the_route,
    rests.breaks_interrupt_no_visit,
    rests.breaks_follow_each_other,
    rests.breaks_taken_are_owed,
    rests.breaks_owed_are_taken,
    pins.pinned_agents_go,
    pins.pinned_arrivals_are_kept,
    pins.pinned_order_is_kept,
    preferences.yardsticks_are_of_the_day,
    preferences.fair_shares_follow_the_hours,
    money.penalties_follow_priority,
    money.wages_are_paid_for_the_time_worked,
    money.routes_cost_what_they_cost,
    money.the_plan_costs_its_sum,
    money.the_objective_is_the_cost,
)


def verify(day: Day, matrices: Matrices, plan: Plan) -> tuple[Violation, ...]:
    """Return every broken promise of a plan; nothing when it is true.

    A plan that was edited by hand, however absurdly, yields violations and never an exception;
    one that is no plan at all yields only ``well_formed``.

    Parameters
    ----------
    day
        The day with its places located.
    matrices
        The travel matrix of each mode that an agent uses.
    plan
        The plan in question, solved or made by hand (``manifest.engine == "hand"``: then the
        solver's objective is not compared).
    """
    deformed = tuple(_deformities(plan))
    if deformed:
        return deformed
    evidence = Evidence(day, matrices, plan)
    return tuple(violation for rule in RULES for violation in rule(evidence))


def _deformities(plan: Plan) -> Iterator[Violation]:
    """Validate once more: a value that was copied with changes never was."""
    try:
        Plan.model_validate(plan.model_dump(warnings=False))
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False, include_context=False):
            spot = ".".join(str(part) for part in problem["loc"])
            yield Violation(rule="well_formed", detail=f"{spot}: {problem['type']}")
