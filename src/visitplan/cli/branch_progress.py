"""What a terminal shows while many branches are planned."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from visitplan.cli.bar import bar_over

if TYPE_CHECKING:
    from visitplan.app.branches.plan_all import Progress

BRANCHES = "branches"


@contextlib.contextmanager
def branch_progress(*, quiet: bool) -> Iterator[Callable[["Progress"], None]]:
    """Show a bar over all branches, and hand out who tells it; nothing without a terminal."""
    with bar_over(BRANCHES, quiet=quiet) as draw:
        yield lambda progress: draw(
            progress.planned + progress.failed, progress.total, _line(progress)
        )


def _line(progress: "Progress") -> str:
    parts = [BRANCHES]
    if progress.resumed:
        parts.append(f"{progress.resumed} were finished before")
    if progress.failed:
        parts.append(f"{progress.failed} without a plan")
    return ", ".join(parts)
