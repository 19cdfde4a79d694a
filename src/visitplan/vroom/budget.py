"""What the stages of a search may use: shares of what is left."""

import time

from visitplan.routing.search.limits import Effort

TELLING = 1e-4
"""Seconds for each job that timing and writing the answer take after the search."""


class Budget:
    """The effort of a whole run, which begins with it: what else takes time is taken off."""

    def __init__(self, effort: Effort, jobs: int) -> None:
        self.whole = effort
        self._end = time.monotonic() + effort.seconds - TELLING * jobs
        self._work = effort.work

    @property
    def is_none(self) -> bool:
        """Whether nothing may be searched at all."""
        return self.whole.seconds == 0

    def spent(self, share: float) -> Effort:
        """Return a share of what is left; the work of it is then gone, as its seconds will be."""
        seconds = max(0.0, self._end - time.monotonic()) * share
        work = None if self._work is None else max(1, round(self._work * share))
        if self._work is not None and work is not None:
            self._work = max(0, self._work - work)
        return self.whole.model_copy(update={"seconds": seconds, "work": work})
