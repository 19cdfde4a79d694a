"""What a search is told to begin with."""

from visitplan.domain.day import HandRoute
from visitplan.domain.value import Value


class Start(Value):
    """Routes to begin with, matched with the day's shifts and cases; ``file`` is whence they come.

    They need not be feasible: what does not fit is left out, and said. ``sha256`` is that of the
    file's bytes.
    """

    file: str
    routes: tuple[HandRoute, ...]
    sha256: str | None = None
