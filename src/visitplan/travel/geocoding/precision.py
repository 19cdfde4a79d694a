"""How precise an answer of a service is, as its documents say, or by the number in it."""

from collections.abc import Callable, Mapping
from typing import Any

from visitplan.domain.geocoding import Precision
from visitplan.travel.geocoding.numbers import HouseNumber, house_number
from visitplan.travel.geocoding.spelling import readings

_HOUSE_RANK, _STREET_RANK = 28, 26  # nominatim.org/release-docs, Place Ranking
_GOOGLE: dict[str, Precision] = {
    "ROOFTOP": "exact",
    "RANGE_INTERPOLATED": "interpolated",
    "GEOMETRIC_CENTER": "street",
    "APPROXIMATE": "area",
}
_STREETS = frozenset({"street", "road", "highway"})
_HOUSES = frozenset({"house", "address", "venue", "building"})


def precision_of(service: str, raw: object, *, asked: str, label: str) -> Precision:
    """Return how precise an answer is.

    An answer that claims to be a house without the number that was asked for is but on its street.
    """
    claimed = _claimed(service, raw if isinstance(raw, Mapping) else {})
    wanted = _house_numbers(asked)
    named = bool(wanted) and wanted <= _numbers(label)
    if claimed is None:
        return "exact" if named else "street"
    return "street" if claimed == "exact" and wanted and not named else claimed


def _claimed(service: str, raw: Mapping[str, Any]) -> Precision | None:
    """Return what the service says itself; None where it says nothing that is known here."""
    claim = _CLAIMS.get(service)
    return claim(raw) if claim else None


def _by_rank(raw: Mapping[str, Any]) -> Precision:
    rank = raw.get("place_rank")
    if isinstance(rank, int):
        return "exact" if rank >= _HOUSE_RANK else "street" if rank >= _STREET_RANK else "area"
    if raw.get("class") == "highway":
        return "street"
    houselike = raw.get("type") == "house" or raw.get("class") in {"building", "amenity", "shop"}
    return "exact" if houselike else "area"


def _by_layer(raw: Mapping[str, Any]) -> Precision:
    properties = _within(raw, "properties")
    if "interpolated" in (properties.get("match_type"), properties.get("accuracy")):
        return "interpolated"
    return _by_kind(properties.get("layer"))


def _by_location_type(raw: Mapping[str, Any]) -> Precision:
    return _GOOGLE.get(str(_within(raw, "geometry").get("location_type")), "area")


def _by_kind(kind: object) -> Precision:
    return "exact" if kind in _HOUSES else "street" if kind in _STREETS else "area"


def _within(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = raw.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _house_numbers(asked: str) -> set[HouseNumber]:
    """Return the numbers asked for; those of four digits only where there are no shorter ones.

    Of four digits are Austria's and Denmark's postcodes, and many an American house.
    """
    numbers = _numbers(asked)
    return {number for number in numbers if number.first < 1000} or numbers


def _numbers(text: str) -> set[HouseNumber]:
    words = [word for word in readings(text)[0] if not _is_postcode(word)]
    return {number for word in words if (number := house_number(word))}


def _is_postcode(word: str) -> bool:
    return word.isdecimal() and (len(word) > 4 or word.startswith("0"))


_CLAIMS: Mapping[str, Callable[[Mapping[str, Any]], Precision]] = {
    "nominatim": _by_rank,
    "photon": lambda raw: _by_kind(_within(raw, "properties").get("type")),
    "pelias": _by_layer,
    "geocodeearth": _by_layer,
    "googlev3": _by_location_type,
    "baiduv3": lambda raw: "exact" if raw.get("precise") == 1 else "area",
}
