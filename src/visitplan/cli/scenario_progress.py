"""What a terminal shows while scenarios are compared."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from visitplan.cli.bar import bar_over

if TYPE_CHECKING:
    from visitplan.scenarios.counting import Searched

SEARCHES = "searches"


@contextlib.contextmanager
def scenario_progress(*, quiet: bool) -> Iterator[Callable[["Searched"], None]]:
    """Show a bar over all searches, and hand out who tells it; nothing without a terminal."""
    with bar_over(SEARCHES, quiet=quiet) as draw:
        yield lambda searched: draw(searched.done, searched.total, SEARCHES)
