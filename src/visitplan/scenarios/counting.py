"""How far a comparison is: searches that have ended, of about how many."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from visitplan.executing.task import Result, Task
from visitplan.scenarios.rounds import ROUNDS, Fan


class Searched(NamedTuple):
    """Searches that have ended, of about how many."""

    done: int
    total: int


Watch = Callable[[Searched], None]


def counted(fan: Fan, watch: Watch, *, scenarios: int, seeds: int) -> Fan:
    """Return a fan that tells of every search that ends.

    The total is that of today's start and of all rounds, from so many scenarios beside today;
    equal searches are done once, and polishing comes on top, so that it is only about right.
    """
    total = seeds * (1 + ROUNDS * (scenarios + 1))
    done = 0

    def counting(tasks: Iterable[Task]) -> Iterator[Result]:
        nonlocal done
        for result in fan(tasks):
            done = min(done + 1, total)
            watch(Searched(done, total))
            yield result

    return counting
