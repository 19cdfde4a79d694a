"""The breaks taken before a hop, compiled: one after the other, each as soon as it may be."""

from typing import Any

from visitplan.routing.search.kernel.arrays import Problem
from visitplan.routing.search.kernel.compiling import njit

TOO_LATE = -1


@njit(cache=True, inline="always")
def rested(problem: Problem, shift: int, taken: int, ready: int, busy: int, last: int) -> Any:
    """Return (ready, busy, last departure) after these breaks; last TOO_LATE where one is.

    ``taken`` has a bit for each of the shift's breaks.
    """
    first = problem.shifts[shift].break_from
    for rest in range(first, problem.shifts[shift].break_to):
        if taken >> (rest - first) & 1 and last >= 0:
            duration = problem.rests[rest].duration
            latest = problem.rests[rest].latest - duration
            last = min(last, latest - busy) if ready <= latest else TOO_LATE
            ready = max(ready, problem.rests[rest].earliest) + duration
            busy += duration
    return ready, busy, last
