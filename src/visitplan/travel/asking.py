"""What OSMnx does not do by itself while it asks: run out of patience, and refuse half an answer.

It waits most of a minute and asks again for as long as a server says that it is busy, and it takes
what a server had found when its time was up for all there is. There is no setting for either. So
for as long as it is asked, it waits by a clock of ours, and its answers are looked at.
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


class HalfAnswerError(ValueError):
    """A server says itself that its answer is not whole."""


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


def whole_answer(response: Any) -> Any:
    """Return an answer, or raise HalfAnswerError where the server remarks that it is none."""
    answer = _parsed(response)
    remark = answer.get("remark") if isinstance(answer, dict) else None
    if remark:
        raise HalfAnswerError(f"the server gave half an answer: {remark}")
    return answer


_parsed: Any = osmnx._http._parse_response  # noqa: SLF001


@contextmanager
def careful_asking() -> Iterator[None]:
    """Have OSMnx ask with a patience that ends, and take whole answers only."""
    clock = CountedClock(PATIENCE_SECONDS)
    ours: list[tuple[Any, str, Any]] = [
        (osmnx._overpass, "time", clock),  # noqa: SLF001  (it offers no other way)
        (osmnx._nominatim, "time", clock),  # noqa: SLF001
        (osmnx._http, "_parse_response", whole_answer),  # noqa: SLF001
    ]
    before = [(module, name, getattr(module, name)) for module, name, _ in ours]
    try:
        for module, name, value in ours:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
