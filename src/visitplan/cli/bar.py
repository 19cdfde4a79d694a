"""A bar over so many pieces of work, on the screen of errors."""

import contextlib
from collections.abc import Callable, Iterator

from visitplan.cli.screen import error_screen, is_watched

Draw = Callable[[int, int, str], None]
"""Takes how many are done, of how many, and what they are called."""


@contextlib.contextmanager
def bar_over(pieces: str, *, quiet: bool) -> Iterator[Draw]:
    """Show a bar over pieces of work, and hand out who draws it; nothing without a terminal."""
    if quiet or not is_watched():
        yield lambda _done, _total, _pieces: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only on a terminal

    columns = (
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.description}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=error_screen(), transient=True) as shown:
        bar = shown.add_task(pieces, total=None)

        def draw(done: int, total: int, called: str) -> None:
            shown.update(bar, completed=done, total=total, description=called)

        yield draw
