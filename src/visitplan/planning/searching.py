"""How far the search of a day goes, who does it, and who hears of it."""

from collections.abc import Callable

from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.planning.terms import Notify, Progress, Solve, Watch
from visitplan.routing.open_doors import worth_in
from visitplan.routing.process import Outcome, solve_apart
from visitplan.routing.routes import left_out
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated


def effort_of(day: Day) -> Effort:
    """Return how far the search of a day may go."""
    return Effort(
        seconds=day.limits.seconds,
        work=day.limits.work,
        engine=day.limits.engine,
        seed=day.limits.seed,
        islands=day.limits.searches,
    )


def ear_of(stated: Stated, day: Day, watch: Watch) -> Callable[[Answer], None]:
    """Return who hears of better answers and tells of the whole day."""

    def heard(answer: Answer) -> None:
        ticks = answer.objective + stated.settled_ticks + worth_in(stated, answer)
        cost = ticks // TICKS_PER_MINOR_UNIT
        watch(Progress(cost, len(left_out(stated, answer)), day.currency))

    return heard


def search(
    stated: Stated,
    effort: Effort,
    heard: Callable[[Answer], None],
    notify: Notify,
    solvers: Solvers | None,
    solve: Solve | None = None,
) -> Outcome:
    """Search in processes of their own, unless somebody else does or nothing is to be decided."""
    penalties = sum(visit.penalty for visit in stated.statement.visits)
    if not stated.statement.visits or not stated.statement.shifts:
        return Outcome(Answer(routes=(), objective=penalties), stopped_early=False)
    if solve:
        return solve(stated.statement, effort)
    return solve_apart(stated.statement, effort, heard, notify, solvers)
