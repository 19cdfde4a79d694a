"""Ctrl-C and SIGTERM: either ends the search, and the exit code tells which."""

import contextlib
import functools
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import ParamSpec

Asked = ParamSpec("Asked")
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StoppedError(Exception):
    """A command was stopped before it had anything to keep."""


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


def stoppable(command: Callable[Asked, None]) -> Callable[Asked, None]:
    """Return the command with an interrupt told as StoppedError, before typer swallows it."""

    @functools.wraps(command)
    def stopping(*arguments: Asked.args, **options: Asked.kwargs) -> None:
        try:
            command(*arguments, **options)
        except KeyboardInterrupt as interrupt:
            raise StoppedError from interrupt

    return stopping
