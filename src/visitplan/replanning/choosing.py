"""How the rest of a day is searched, and who hears of it."""

from collections.abc import Callable

from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.planning.searching import effort_of
from visitplan.planning.terms import Notify, Progress, Watch
from visitplan.replanning.ground import Rest
from visitplan.replanning.restating import announced_in, old_orders, old_times
from visitplan.replanning.terms import Replan
from visitplan.routing.choice import Searching, Wish, choose
from visitplan.routing.process import Outcome
from visitplan.routing.routes import left_out
from visitplan.routing.statement import Answer


def search_rest(rest: Rest, asked: Replan, watch: Watch, notify: Notify) -> Outcome:
    """Search for the rest, unless there is nobody or nothing to be decided about."""
    statement = rest.onward.stated.statement
    if not statement.visits or not statement.shifts:
        penalties = sum(visit.penalty for visit in statement.visits)
        return Outcome(Answer(routes=(), objective=penalties), stopped_early=False)
    searching = Searching(_ear(rest, watch), notify, asked.solvers)
    return choose(rest.onward, _wish(rest, asked), searching)


def _wish(rest: Rest, asked: Replan) -> Wish:
    scene, onward = rest.left.scene, rest.onward
    stability = scene.day.policy.stability if asked.stability is None else asked.stability
    orders = old_orders(onward.stated, scene)
    return Wish(
        mode=asked.mode,
        orders=orders,
        old=old_times(onward, scene, orders),
        announced=announced_in(onward.stated, asked.old, onward.anchors),
        stability=stability * TICKS_PER_MINOR_UNIT,
        effort=effort_of(scene.day),
    )


def _ear(rest: Rest, watch: Watch) -> Callable[[Answer], None]:
    """Return who hears of better answers for the rest and tells of the whole day."""
    currency = rest.left.scene.day.currency

    def heard(answer: Answer) -> None:
        cost = (rest.settled + answer.objective) // TICKS_PER_MINOR_UNIT
        watch(Progress(cost, len(left_out(rest.onward.stated, answer)), currency))

    return heard
