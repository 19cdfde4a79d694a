"""Coordinates: plain decimal degrees, anything else with the mended value proposed.

Whatever system the input is written in, a point is WGS84 from here on.
"""

import re
import unicodedata
from decimal import Decimal

from visitplan.domain.datum import Datum, to_wgs84
from visitplan.domain.place import Point
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import plain_decimal

DATUMS: dict[str, Datum] = {
    "wgs84": "wgs84", "gps": "wgs84", "gcj02": "gcj02", "gcj_02": "gcj02", "amap": "gcj02",
    "bd09": "bd09", "bd_09": "bd09", "bd09ll": "bd09", "baidu": "bd09",
    "火星坐标": "gcj02", "高德": "gcj02", "百度": "bd09",
}  # fmt: skip
"""How people say in what system coordinates are written."""

_NUMBER = r"\d{1,3}(?:[.,]\d{1,15})?"
_SIDE = r"(?P<{}>[NSEW])?"
_DEGREES = re.compile(
    rf"{_SIDE.format('before')} ?(?P<degrees>-?{_NUMBER}) ?(?:[°º:d] ?)?"
    rf"(?:(?P<minutes>{_NUMBER}) ?(?:['′’:m] ?)?)?"
    rf"(?:(?P<seconds>{_NUMBER}) ?(?:\"|″|''|s)? ?)?{_SIDE.format('after')}",
    re.ASCII | re.IGNORECASE,
)


def point(fields: Fields, *, prefix: str = "") -> Point | None:
    """Return the point of the columns lat and lon; None when blank or of no use (then noted)."""
    lat, lon = f"{prefix}lat", f"{prefix}lon"
    if not (fields.has(lat) or fields.has(lon)):
        return None
    north = fields.need(lat, lambda value: _degrees(fields, lat, value), "give both or neither")
    east = fields.need(lon, lambda value: _degrees(fields, lon, value), "give both or neither")
    if north is None or east is None:
        return None
    return _in_range(fields, {lat: (north, 90), lon: (east, 180)})


def _in_range(fields: Fields, degrees: dict[str, tuple[Decimal, int]]) -> Point | None:
    (north, _), (east, _) = degrees.values()
    outside = {name: limit for name, (value, limit) in degrees.items() if abs(value) > limit}
    may_be_swapped = abs(north) <= 180 and abs(east) <= 90
    for name, limit in outside.items():
        fields.refuse(
            name,
            Code.COORDINATE_OUT_OF_RANGE,
            f"is beyond {limit} degrees",
            f"if the two are swapped, write lat {east}, lon {north}"
            if may_be_swapped
            else "write decimal degrees of WGS84",
        )
    if outside:
        return None
    if _is_coarse(north) and _is_coarse(east):
        fields.warn(
            next(iter(degrees)),
            Code.COORDINATE_COARSE,
            "has two decimals or fewer, which may be a kilometre off",
            "give at least four decimals",
        )
    return _in_wgs84(fields, next(iter(degrees)), Point(lat=float(north), lon=float(east)))


def _in_wgs84(fields: Fields, name: str, written: Point) -> Point:
    here = to_wgs84(written, fields.datum)
    if fields.datum != "wgs84" and here == written:
        fields.warn(
            name,
            Code.COORDINATE_NOT_MAINLAND,
            f"lies outside of mainland China, where {fields.datum} is WGS84, and is left as it is",
            "check that the two are not swapped, and what coordinates = says in day.toml",
        )
    return here


def _is_coarse(degrees: Decimal) -> bool:
    exponent = degrees.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2


def _degrees(fields: Fields, name: str, value: object) -> Decimal:
    try:
        return fields.decimal(name, value)
    except MisreadError:
        mended = _mended(value)
        raise MisreadError(
            Code.COORDINATE_UNREADABLE,
            "is no decimal degrees",
            "write decimal degrees with a point" if mended is None else f"write {mended}",
        ) from None


def _mended(value: object) -> Decimal | None:
    """Return what degrees-minutes, a letter or a decimal comma most likely mean."""
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    match = _DEGREES.fullmatch(text.replace("′", "'").replace("″", '"'))
    if match is None:
        return None
    whole, minutes, seconds = (
        plain_decimal((match[part] or "0").replace(",", "."))
        for part in ("degrees", "minutes", "seconds")
    )
    size = abs(whole) + minutes / 60 + seconds / 3600
    side = (match["before"] or match["after"] or "").upper()
    return round(-size if whole < 0 or side in ("S", "W") else size, 6)
