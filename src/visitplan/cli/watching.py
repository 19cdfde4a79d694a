"""What a terminal shows while the search runs: seconds, best cost, unassigned."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from visitplan.cli.screen import error_screen, is_watched

if TYPE_CHECKING:
    from rich.text import Text

    from visitplan.planning.terms import Progress

Watch = Callable[["Progress"], None]


@contextlib.contextmanager
def watching(*, quiet: bool) -> Iterator[tuple[Watch, Callable[[str], None]]]:
    """Show a line that is kept up to date, and hand out who tells it of progress and of news.

    Nothing is shown when ``quiet``, or when standard error is no terminal.
    """
    if quiet or not is_watched():
        yield _ignore, _ignore
        return
    from rich.live import Live  # noqa: PLC0415 - only on a terminal

    line = _Line()
    screen = error_screen()
    with Live(get_renderable=line.shown, console=screen, transient=True, refresh_per_second=4):
        yield line.better, line.news


def _ignore(_: object) -> None:
    pass


class _Line:
    def __init__(self) -> None:
        self._began, self._said = time.monotonic(), "reading the day"

    def better(self, progress: "Progress") -> None:
        from visitplan.explanation.money import price  # noqa: PLC0415 - loads babel

        best = price(progress.cost, progress.currency)
        self._said = f"best plan {best}, {progress.unassigned} unassigned (Ctrl-C keeps it)"

    def news(self, news: str) -> None:
        self._said = news

    def shown(self) -> "Text":
        from rich.text import Text  # noqa: PLC0415

        return Text(f"{time.monotonic() - self._began:4.0f} s  {self._said}", style="dim")
