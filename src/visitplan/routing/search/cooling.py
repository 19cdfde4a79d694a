"""How the temperature falls: from hot to cold in equal ratios, over what is left of an effort."""

import time
from collections.abc import Iterator
from typing import NamedTuple, Self

from visitplan.routing.search.limits import Effort

STEPS_PER_WORK = 1000
STEPS_PER_GLANCE = 200
GLANCE = 0.1
"""Seconds that a stage takes by the clock."""
STAGES = 20
"""How many stages the shortest cooling by the clock has; longer ones have more."""


class Heat(NamedTuple):
    """The temperature at the beginning and at the end of some steps."""

    hot: float
    cold: float

    def after(self, share: float) -> float:
        """Return the temperature when this share of the steps has been made."""
        return float(self.hot * (self.cold / self.hot) ** min(1.0, share))

    def between(self, begin: float, end: float) -> Self:
        """Return the heat of what lies between two shares of the steps."""
        return type(self)(self.after(begin), self.after(end))

    def times(self, scale: float) -> Self:
        """Return this heat in another unit."""
        return type(self)(self.hot * scale, self.cold * scale)


class Stage(NamedTuple):
    """So many steps while the temperature falls."""

    steps: int
    heat: Heat


class Budget:
    """What is left of an effort: steps if it has ``work``, else seconds, counted from now on."""

    def __init__(self, effort: Effort) -> None:
        self._steps = None if effort.work is None else effort.work * STEPS_PER_WORK
        self._end = time.monotonic() + effort.seconds

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return not self._steps if self._steps is not None else time.monotonic() >= self._end

    def stages(self, heat: Heat, share: float = 1.0) -> Iterator[Stage]:
        """Yield the stages of a cooling that uses up a share of what is left."""
        if self._steps is None:
            yield from _by_the_clock(share * (self._end - time.monotonic()), heat)
            return
        steps = round(share * self._steps)
        self._steps -= steps
        yield from _by_steps(steps, heat)


def _by_steps(steps: int, heat: Heat) -> Iterator[Stage]:
    stages = max(1, steps // STEPS_PER_GLANCE)
    for stage in range(stages):
        own = heat.between(stage / stages, (stage + 1) / stages)
        yield Stage(min(steps, STEPS_PER_GLANCE), own)


def _by_the_clock(seconds: float, heat: Heat) -> Iterator[Stage]:
    begin, steps, used = time.monotonic(), STEPS_PER_GLANCE, 0.0 if seconds > 0 else 1.0
    glance = min(GLANCE, seconds / STAGES)
    while used < 1:
        before = time.monotonic()
        yield Stage(steps, heat.between(used, used))
        now = time.monotonic()
        steps = max(10, min(100_000, round(steps * glance / max(1e-5, now - before))))
        used = (now - begin) / seconds
