"""Moments as seconds and as words."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from visitplan.domain.window import TimeWindow


def second_of(moment: datetime) -> int:
    """Return whole seconds since the epoch; differences are elapsed time on every day."""
    return int(moment.timestamp())


def at_second(second: int, like: datetime) -> datetime:
    """Return the moment of a second since the epoch, in the zone of another moment."""
    return datetime.fromtimestamp(second, tz=UTC).astimezone(like.tzinfo)


def moved(moment: datetime, seconds: int) -> datetime:
    """Return the moment so many elapsed seconds later, in the same zone."""
    return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(moment.tzinfo)


def span(window: TimeWindow) -> str:
    """Return ``17:00–19:00``."""
    return f"{window.opening:%H:%M}–{window.closing:%H:%M}"


def spans(windows: Iterable[TimeWindow]) -> str:
    """Return ``09:00–11:00, 17:00–19:00``."""
    return ", ".join(span(window) for window in windows)


def length(seconds: int) -> str:
    """Return ``12 min`` or ``1 h 20 min``, rounded up to whole minutes."""
    hours, minutes = divmod(-(-seconds // 60), 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes or not hours else "")
    return " ".join(part for part in parts if part)
