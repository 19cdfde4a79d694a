"""How long the streets of a place are waited for, all questions together.

OSMnx waits most of a minute and asks again for as long as a server says that it is busy, and has no
setting for how often. It waits by the module ``time``, so for as long as it is asked, its waiting
is counted.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import osmnx

PATIENCE_SECONDS = 150.0
"""Two refusals are waited for, a third is not."""


class OutOfPatienceError(TimeoutError):
    """The servers were waited for long enough."""


class CountedClock:
    """Stands in for the module ``time``; its sleeps end once they add up to the patience."""

    def __init__(self, patience: float) -> None:
        self._left = patience

    def sleep(self, seconds: float) -> None:
        """Sleep, or raise OutOfPatienceError where so much patience is not left."""
        if seconds > self._left:
            raise OutOfPatienceError("the server is busy, or refuses to answer so many questions")
        self._left -= seconds
        time.sleep(seconds)

    def __getattr__(self, name: str) -> Any:
        """Return whatever else the module holds."""
        return getattr(time, name)


@contextmanager
def counted_waiting() -> Iterator[None]:
    """Have OSMnx run out of patience."""
    modules: tuple[Any, ...] = (osmnx._overpass, osmnx._nominatim)  # noqa: SLF001
    before = [module.time for module in modules]
    clock = CountedClock(PATIENCE_SECONDS)
    for module in modules:
        module.time = clock
    try:
        yield
    finally:
        for module, own in zip(modules, before, strict=True):
            module.time = own
