"""Every moment of a value in one time zone, so that equal values look equal."""

from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from visitplan.domain.value import Value

V = TypeVar("V", bound=Value)


def in_zone(value: V, zone: ZoneInfo) -> V:
    """Return the value with every moment in it told in ``zone``.

    Raises OverflowError for a moment that lies outside of the calendar there.
    """
    fields = {name: _told_in(getattr(value, name), zone) for name in type(value).model_fields}
    return value.model_copy(update=fields)


def _told_in(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, Value):
        return in_zone(value, zone)
    if isinstance(value, tuple):
        return tuple(_told_in(item, zone) for item in value)
    return value
