"""What a use case needs of its surroundings."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from visitplan.planning.terms import Solve
from visitplan.routing.solvers import Solvers


class Surroundings(NamedTuple):
    """What a use case needs of its surroundings: a cache folder, and an ear for news.

    ``solvers`` may have been called early; they are ended by whoever called them. ``solve`` is who
    searches for a day's plan instead of processes of their own. ``secret`` looks
    up what the settings only name, a key in the environment; ``now`` is the time of the world.
    """

    cache: Path
    notify: Callable[[str], None] = lambda _: None
    solvers: Solvers | None = None
    secret: Callable[[str], str | None] = lambda _: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    solve: Solve | None = None
