"""The part of ``[streets]`` that names a routing server."""

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from visitplan.domain.routing_server import Profile, RoutingServer, ServerUrl
from visitplan.domain.value import Mode
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between, whole
from visitplan.intake.words import plain_text, yes_or_no

KEYS = (
    *("url", "urls", "profiles", "points_per_request", "budget_seconds", "keep_days"),
    "private_network",
)
_MODES: tuple[Mode, ...] = get_args(Mode)
_MODES_OF_ONE: Mapping[str, tuple[Mode, ...]] = {
    "osrm": ("drive",),
    "valhalla": ("drive", "two_wheeler", "walk"),
}
"""The modes that one server knows. OSRM serves the mode that its data was extracted for, and
answers with that whatever profile it is asked for: walkers would be sent at the pace of cars."""

_URL: TypeAdapter[str] = TypeAdapter(ServerUrl)
_PROFILE: TypeAdapter[str] = TypeAdapter(Profile)


def read_server(fields: Fields, engine: str) -> RoutingServer | None:
    """Return the server that the section names; None when it cannot be read, which is noted."""
    urls = _urls(fields, _MODES_OF_ONE[engine])
    if not urls:
        return None
    limits = {
        "points_per_request": fields.number("points_per_request", whole(at_least=1, below=10_001)),
        "budget_seconds": fields.number("budget_seconds", between(1, 3_600)),
        "keep_days": fields.number("keep_days", whole(below=366)),
        "private_network": fields.get("private_network", yes_or_no),
    }
    given = {name: value for name, value in limits.items() if value is not None}
    return RoutingServer.model_validate(
        {"urls": urls, "profiles": _by_mode(fields.section("profiles"), _profile)} | given
    )


def _urls(fields: Fields, modes: Sequence[Mode]) -> dict[Mode, str]:
    """Return the address for each mode: its own, else ``url`` where that serves the mode."""
    one = fields.get("url", _url)
    own = _by_mode(fields.section("urls"), _url)
    if not (one or own or fields.has("url") or fields.has("urls")):
        remedy = 'write url = "https://…", or a table [streets.urls] with one for each mode'
        fields.refuse("url", Code.VALUE_MISSING, "there is no server's address", remedy)
    return (dict.fromkeys(modes, one) if one else {}) | own


def _by_mode(section: Fields, read: Callable[[object], str]) -> dict[Mode, str]:
    section.warn_of_unknown(_MODES)
    found = {mode: section.get(mode, read) for mode in _MODES}
    return {mode: text for mode, text in found.items() if text}


def _url(value: object) -> str:
    """Return an address that holds no user, password or query: those would end up in logs."""
    return _matching(value, _URL, "write https://HOST, with a port and path if it has them")


def _profile(value: object) -> str:
    return _matching(value, _PROFILE, "write the server's name of the mode: car, auto, …")


def _matching(value: object, form: TypeAdapter[str], remedy: str) -> str:
    text = plain_text(value).rstrip("/")
    try:
        return form.validate_python(text)
    except ValidationError:
        raise MisreadError(Code.SETTING_VALUE, "has another form", remedy) from None
