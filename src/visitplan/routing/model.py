"""The OR-Tools model of the day; it reads like the statement.

OR-Tools is the authority: whatever a search finds is read into this model, has to be feasible
here at the same cost, and is extracted from its assignment.
"""

from collections.abc import Callable, Sequence

from ortools.constraint_solver import pywrapcp

from visitplan.routing.constraints import (
    keep_daily_caps,
    keep_pinned_orders,
    let_time_pass,
    limit_visits_per_shift,
    send_only_allowed_shifts,
    stay_within_shifts,
    take_the_breaks,
    use_nobody_twice,
    visit_wholly_within_windows,
)
from visitplan.routing.formulation import Formulation
from visitplan.routing.objective import (
    pay_for_unassigned_visits,
    pay_for_used_shifts,
    pay_per_kilometre_and_visit,
    pay_wages,
    pay_what_wages_lack,
)
from visitplan.routing.statement import Statement

Rule = Callable[[Formulation], None]

RULES: tuple[Rule, ...] = (
    let_time_pass,
    visit_wholly_within_windows,
    stay_within_shifts,
    take_the_breaks,
    send_only_allowed_shifts,
    limit_visits_per_shift,
    keep_daily_caps,
    use_nobody_twice,
    keep_pinned_orders,
    pay_for_used_shifts,
    pay_wages,
    pay_what_wages_lack,
    pay_per_kilometre_and_visit,
    pay_for_unassigned_visits,
)


SEARCH_RULES = tuple(rule for rule in RULES if rule is not pay_what_wages_lack)
"""What a search by OR-Tools goes by: all rules, at a price that its filters can follow.

With the exact surcharge in the objective, nearly every candidate of the local search ends in a
fruitless enumeration of timetables (measured: 4 improvements instead of 220 in the same time).
"""


def formulate(statement: Statement, rules: Sequence[Rule] = RULES) -> Formulation:
    """State the day to OR-Tools, rule by rule, and close the model.

    ``rules`` begin with ``let_time_pass``: the others speak about its clock.
    """
    formulation = Formulation.of(statement)
    for rule in rules:
        rule(formulation)
    formulation.routing.CloseModelWithParameters(pywrapcp.DefaultRoutingSearchParameters())
    return formulation
