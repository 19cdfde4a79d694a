"""Who plans many branches: processes of this machine, or a cluster that searches for it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from visitplan.executing.fan_out import MakeExecutor, Work
from visitplan.executing.processes import processes
from visitplan.planning.terms import Solve


class Workers(NamedTuple):
    """An executor of errands, how many are under way at once, and who searches.

    Without ``solve`` whoever does the errand searches too.
    """

    make_executor: MakeExecutor
    at_once: int
    solve: Solve | None = None

    def doing(self, work: Callable[..., str]) -> Work:
        """Return work that leaves its searches to whoever does them."""
        return partial(work, solve=self.solve) if self.solve else work


def on_processes(count: int) -> Workers:
    """Return so many processes of this machine; one errand more waits, so that nobody does."""
    return Workers(partial(processes, count), count + 1)
