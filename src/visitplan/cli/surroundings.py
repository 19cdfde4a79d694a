"""What the use cases need of this machine, looked up at the edge."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from visitplan.cli.screen import error_screen, is_watched

if TYPE_CHECKING:
    from visitplan.app.surroundings import Surroundings


def surroundings(notify: Callable[[str], None] | None = None) -> "Surroundings":
    """Return the cache folder (VISITPLAN_CACHE wins) and an ear that tells a terminal the news."""
    from visitplan.app.surroundings import Surroundings  # noqa: PLC0415 - heavy

    return Surroundings(cache_folder(), notify or tell, secret=os.environ.get)


def cache_folder() -> Path:
    """Return where compiled streets are kept between runs."""
    import platformdirs  # noqa: PLC0415 - only when a day is opened

    asked = os.environ.get("VISITPLAN_CACHE")
    return Path(asked) if asked else platformdirs.user_cache_path("visitplan")


def tell(news: str) -> None:
    """Print a sentence on the terminal; nothing when nobody watches."""
    if is_watched():
        error_screen().print(news, style="dim")
