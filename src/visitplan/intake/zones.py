"""Time zones by their IANA name."""

from zoneinfo import ZoneInfo, available_timezones

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import nearest, plain_text


def time_zone(value: object) -> ZoneInfo:
    """Return the zone that an IANA name stands for."""
    name = plain_text(value)
    if name in (known := available_timezones()):
        return ZoneInfo(name)
    near = nearest(name, known)
    raise MisreadError(
        Code.TIME_ZONE,
        "is no time zone of the IANA list",
        f'did you mean "{near}"?' if near else 'write a name as "Europe/Helsinki"',
    )
