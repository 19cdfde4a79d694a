"""How many iterations a second our search makes: ``python -m benchmarks.engine.pace INSTANCE``.

Over a whole cooling of a fixed number of iterations, since hot ones cost more than cold ones.
"""

import sys
import time

from benchmarks.engine.catalogue import load
from benchmarks.engine.contenders import kernel
from visitplan.routing.search.cooling import STEPS_PER_WORK
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.statement import Statement

WORK, WARM_UP = 20, 1


def pace(statement: Statement) -> float:
    """Return iterations per second; what a run costs before its iterations is taken off."""
    kernel(statement)
    short, whole = _seconds(statement, WARM_UP), _seconds(statement, WORK)
    return (WORK - WARM_UP) * STEPS_PER_WORK / (whole - short)


def _seconds(statement: Statement, work: int) -> float:
    begin = time.perf_counter()
    ruin_and_recreate(statement, Effort(seconds=0, work=work), lambda _: None)
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(pace(load(sys.argv[1]).statement))
