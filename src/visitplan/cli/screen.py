"""Where results, and everything else, are printed."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_UNWATCHED = 120
"""Columns where no terminal says how wide it is."""


def result_screen() -> "Console":
    """Return the screen of results: standard output."""
    return _screen(sys.stdout)


def error_screen() -> "Console":
    """Return the screen of news, warnings and errors: standard error."""
    return _screen(sys.stderr)


def is_watched() -> bool:
    """Tell whether standard error is a terminal."""
    return sys.stderr.isatty()


class ClosedOutputError(Exception):
    """Whoever read the output has gone, as ``head`` does."""


def print_json(data: Any) -> None:
    """Print data as JSON that every terminal and locale can carry."""
    try:
        sys.stdout.write(json.dumps(data, indent=2, allow_nan=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ClosedOutputError from error


def _screen(stream: TextIO) -> "Console":
    """Return a screen on which text is only ever text: no markup, no highlighting, no emoji."""
    from rich.console import Console  # noqa: PLC0415 - only when something is printed

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise ClosedOutputError

    known = stream.isatty() or "COLUMNS" in os.environ
    width = None if known else WIDTH_UNWATCHED
    return Screen(file=stream, width=width, markup=False, highlight=False, emoji=False)
