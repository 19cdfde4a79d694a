"""How the rest of a day is searched, and who hears of it."""

from collections.abc import Callable

from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.planning.searching import effort_of
from visitplan.planning.terms import Progress, Watch
from visitplan.replanning.restating import announced_in, old_orders, old_times
from visitplan.replanning.terms import Replan
from visitplan.routing.choice import Searching, Wish, choose
from visitplan.routing.process import Outcome
from visitplan.routing.remainder import Onward
from visitplan.routing.routes import left_out
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated
from visitplan.underway.scene import Scene


def choose_for(onward: Onward, scene: Scene, asked: Replan, searching: Searching) -> Outcome:
    """Search for the rest, unless there is nobody or nothing to be decided about."""
    statement = onward.stated.statement
    if not statement.visits or not statement.shifts:
        penalties = sum(visit.penalty for visit in statement.visits)
        return Outcome(Answer(routes=(), objective=penalties), stopped_early=False)
    policy = scene.day.policy
    stability = policy.stability if asked.stability is None else asked.stability
    orders = old_orders(onward.stated, scene)
    wish = Wish(
        mode=asked.mode,
        orders=orders,
        old=old_times(onward, scene, orders),
        announced=announced_in(onward.stated, asked.old, onward.anchors),
        stability=stability * TICKS_PER_MINOR_UNIT,
        effort=effort_of(scene.day),
    )
    return choose(onward, wish, searching)


def ear_of_the_rest(
    stated: Stated, settled: int, currency: str, watch: Watch
) -> Callable[[Answer], None]:
    """Return who hears of better answers for the rest and tells of the whole day."""

    def heard(answer: Answer) -> None:
        cost = (settled + answer.objective) // TICKS_PER_MINOR_UNIT
        watch(Progress(cost, len(left_out(stated, answer)), currency))

    return heard
