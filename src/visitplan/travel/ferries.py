"""Ferries: ways over water, at the pace of their timetable."""

import re

from visitplan.travel.extract import Tags

FERRY = "ferry"
"""What stands for the road class of a ferry, which has no ``highway`` tag."""

USUAL_FERRY_KMH = 12.0
"""Where no duration is tagged: an own assumption, between a rope ferry and a harbour ship."""

_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


def is_ferry(tags: Tags) -> bool:
    """Return whether a way is the course of a ferry."""
    return tags.get("route") == FERRY and "highway" not in tags


def road_class(tags: Tags) -> str:
    """Return the class of a way: its ``highway`` tag, or ``FERRY``."""
    return FERRY if is_ferry(tags) else tags["highway"]


def crossing_seconds(text: str) -> int | None:
    """Return a ``duration`` tag in seconds, None where it gives no figure above 0.

    Reads ``00:25`` (hours and minutes), ``01:30:00``, ``25`` (minutes) and ``PT25M``.
    """
    text = text.strip()
    if text.isdecimal() and len(text) < 5:
        return int(text) * 60 or None
    if clock := _CLOCK.fullmatch(text):
        parts = [int(part) for part in text.split(":")]
        hours, minutes, seconds = parts if clock[1] else (*parts, 0)
        return hours * 3600 + minutes * 60 + seconds or None
    if span := _ISO.fullmatch(text.upper()):
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return hours * 3600 + minutes * 60 + seconds or None
    return None


def ferry_kmh(duration: str | None, metres: float) -> float:
    """Return how fast a crossing of so many metres is; waiting for the ship is not in it."""
    seconds = crossing_seconds(duration) if duration else None
    return metres / seconds * 3.6 if seconds and metres else USUAL_FERRY_KMH
