"""What a terminal shows while scenarios are compared."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from visitplan.cli.screen import error_screen, is_watched

if TYPE_CHECKING:
    from visitplan.scenarios.counting import Searched


@contextlib.contextmanager
def scenario_progress(*, quiet: bool) -> Iterator[Callable[["Searched"], None]]:
    """Show a bar over all searches, and hand out who tells it; nothing without a terminal."""
    if quiet or not is_watched():
        yield lambda _: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only on a terminal

    columns = (
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("searches"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=error_screen(), transient=True) as shown:
        bar = shown.add_task("searches", total=None)

        def told(searched: "Searched") -> None:
            shown.update(bar, completed=searched.done, total=searched.total)

        yield told
