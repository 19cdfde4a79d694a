"""The compiled search, made ready: loaded, or compiled where this machine has not yet done so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

PATIENCE_SECONDS = 3.0


def make_ready(notify: Callable[[str], None]) -> None:
    """Load the compiled search; ``notify`` hears of it when that takes long."""
    with _told_when_slow(notify, "compiling the search for this machine (once, up to a minute)"):
        import numba  # noqa: PLC0415 - slow to load

        from visitplan.routing.search.once import once  # noqa: PLC0415
        from visitplan.routing.search.ruin_and_recreate import compiled  # noqa: PLC0415

        once(Path(numba.config.CACHE_DIR), compiled)  # type: ignore[attr-defined]


@contextmanager
def _told_when_slow(notify: Callable[[str], None], news: str) -> Iterator[None]:
    timer = Timer(PATIENCE_SECONDS, lambda: notify(news))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
