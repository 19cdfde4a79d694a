"""Interrupts that wait until the work is at a place where one harms nothing.

An interrupt is an exception that may come anywhere. Between the start of a process and the note
of it, it leaves a process that nobody ends; in what runs when an object is freed, Python drops it.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
Handler = Callable[[int, FrameType | None], Any]


class Interrupts:
    """The signals that came in, each with the handler that is to hear it."""

    def __init__(self) -> None:
        self._heard: list[tuple[int, Handler]] = []

    def note(self, handler: Handler, number: int, _frame: FrameType | None) -> None:
        """Keep a signal for its handler."""
        self._heard.append((number, handler))

    def deliver(self) -> None:
        """Let the handlers hear what came in, the first first; raises what they raise."""
        while self._heard:
            number, handler = self._heard.pop(0)
            handler(number, None)


@contextlib.contextmanager
def held_back() -> Iterator[Interrupts]:
    """Hold back Ctrl-C and SIGTERM until they are asked for, at the latest when this is over.

    A signal that is ignored, or that ends the process at once, stays so. In another thread than
    the main one, where no handler ever runs, there is nothing to hold back.
    """
    interrupts = Interrupts()
    before = _handlers()
    for number, handler in before.items():
        signal.signal(number, partial(interrupts.note, handler))
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        interrupts.deliver()


def _handlers() -> dict[int, Handler]:
    if threading.current_thread() is not threading.main_thread():
        return {}
    found = {number: signal.getsignal(number) for number in SIGNALS}
    return {number: handler for number, handler in found.items() if callable(handler)}
