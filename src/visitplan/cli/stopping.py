"""Ctrl-C and SIGTERM: either ends the search, and the exit code tells which."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stops:
    """Remembers which signal asked to stop."""

    def __init__(self) -> None:
        self.exit_code = 128 + signal.SIGINT

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Note the signal and interrupt whatever runs."""
        self.exit_code = 128 + number
        raise KeyboardInterrupt


@contextlib.contextmanager
def listening() -> Iterator[Stops]:
    """Listen to both signals, but for those that whoever started us wants ignored."""
    stops = Stops()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heard = [number for number in SIGNALS if before[number] is not signal.SIG_IGN]
    for number in heard:
        signal.signal(number, stops.hear)
    try:
        yield stops
    finally:
        for number in heard:
            signal.signal(number, before[number])
