"""When a search ends."""

import itertools
import time
from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from visitplan.domain.day import Engine
from visitplan.domain.value import Value


class Effort(Value):
    """``seconds`` of wall clock, and ``work`` in thousands of steps if given.

    A step is an iteration of our own search or a branch of OR-Tools'.

    ``engine`` names the search: our own (ruin and recreate) or OR-Tools alone. ``seed`` decides
    the chances that our own takes, ``islands`` how many searches run side by side. ``start``
    holds one tuple of visits per shift: the plan to begin with, empty for none.
    """

    seconds: Annotated[float, Field(ge=0)]
    work: Annotated[int, Field(ge=0)] | None = None
    engine: Engine = "own"
    seed: int = 1
    islands: Annotated[int, Field(ge=1)] = 1
    start: tuple[tuple[int, ...], ...] = ()

    @property
    def searches(self) -> bool:
        """Whether there is anything to search for: with no seconds, a start is only polished."""
        return self.seconds > 0 or not self.start

    def on_islands(self) -> tuple["Effort", ...]:
        """Return the effort of each island: the same, from seeds of their own."""
        seeds = (self.seed * self.islands + island for island in range(self.islands))
        return tuple(self.model_copy(update={"seed": seed, "islands": 1}) for seed in seeds)

    def searching(self, share: float) -> "Effort":
        """Return the share of this effort that one stage of the search may use."""
        work = None if self.work is None else max(1, round(self.work * share))
        return self.model_copy(update={"seconds": self.seconds * share, "work": work})

    def countdown(self, per_work: int) -> Callable[[], bool]:
        """Return a question that is answered yes until the effort is used up.

        With ``work``, each question is a step and ``per_work`` of them are one unit of work: so
        equal runs end at equal steps. Without it the clock decides, from now on.
        """
        if self.work is not None:
            steps = itertools.count()
            most = self.work * per_work
            return lambda: next(steps) < most
        end = time.monotonic() + self.seconds
        return lambda: time.monotonic() < end
