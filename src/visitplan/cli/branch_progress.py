"""What a terminal shows while many branches are planned."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from visitplan.cli.screen import error_screen, is_watched

if TYPE_CHECKING:
    from visitplan.app.branches.plan_all import Progress


@contextlib.contextmanager
def branch_progress(*, quiet: bool) -> Iterator[Callable[["Progress"], None]]:
    """Show a bar over all branches, and hand out who tells it; nothing without a terminal."""
    if quiet or not is_watched():
        yield lambda _: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only on a terminal

    columns = (
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.description}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=error_screen(), transient=True) as shown:
        bar = shown.add_task("branches", total=None)

        def told(progress: "Progress") -> None:
            done = progress.planned + progress.failed
            shown.update(bar, total=progress.total, completed=done, description=_line(progress))

        yield told


def _line(progress: "Progress") -> str:
    parts = ["branches"]
    if progress.resumed:
        parts.append(f"{progress.resumed} were finished before")
    if progress.failed:
        parts.append(f"{progress.failed} without a plan")
    return ", ".join(parts)
