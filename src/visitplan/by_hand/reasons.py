"""Why not, of a plan that somebody edited: its old reasons were those of another plan."""

from visitplan.by_hand.orders import hand_route, orders_in
from visitplan.eligibility.gate import gate
from visitplan.errors import VerificationError
from visitplan.explanation.explain import explain
from visitplan.planning.ground import shifts_on_duty
from visitplan.planning.terms import PlannedDay
from visitplan.routing.hand import time_by_hand
from visitplan.routing.routes import insertions, left_out
from visitplan.routing.stating import state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.verification.verifier import verify


def with_reasons(edited: PlannedDay) -> PlannedDay:
    """Return the plan with the reason of each visit that it leaves out, as the routes now stand.

    Raises VerificationError when the plan breaks a rule: its reasons would not be true either.
    """
    violations = verify(*edited)
    if violations:
        raise VerificationError(violations)
    day, matrices, plan = edited
    admission = gate(day)
    stated = state_day(day, admission.visits, shifts_on_duty(day, admission), matrices)
    stated = wished(stated, wishes_of(day, admission.barred, plan.yardsticks))
    answer = time_by_hand(stated, [hand_route(*each) for each in orders_in(plan).items()])
    ways_in = insertions(stated, answer)
    unassigned = explain(day, left_out(stated, answer), matrices, ways_in)
    return edited._replace(plan=plan.model_copy(update={"unassigned": unassigned}))
