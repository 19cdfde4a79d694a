"""The section ``[geocoding]``: who may be asked for addresses."""

from typing import get_args

from pydantic import TypeAdapter, ValidationError

from visitplan.domain.geocoding import GeocodingSettings, KeyName, Service
from visitplan.domain.routing_server import ServerUrl
from visitplan.intake.codes import Code
from visitplan.intake.coordinates import DATUMS
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between, whole
from visitplan.intake.words import one_of, plain_text, yes_or_no

_SERVICES: dict[str, Service] = {name: name for name in get_args(Service)}
_AT_A_URL = frozenset({"nominatim", "photon", "pelias"})
"""Services that one runs oneself; the public ones do not take a day's addresses."""
_URL: TypeAdapter[str] = TypeAdapter(ServerUrl)
_KEY_NAME: TypeAdapter[str] = TypeAdapter(KeyName)


def read_geocoding(fields: Fields) -> GeocodingSettings:
    """Return who may be asked; nobody where the section does not say so."""
    fields.warn_of_unknown(tuple(GeocodingSettings.model_fields))
    service = fields.get("service", one_of(_SERVICES))
    read = {
        "service": service,
        "allow": fields.get("allow", yes_or_no),
        "url": fields.get("url", _url),
        "key_env": fields.get("key_env", _variable),
        "user_agent": fields.get("user_agent", _name_of_ours),
        "rate": fields.number("rate", between(0.01, 1000)),
        "budget": fields.number("budget", whole(at_least=1, below=1_000_001)),
        "timeout_seconds": fields.number("timeout_seconds", between(0.1, 60)),
        "keep_days": fields.number("keep_days", whole(below=3651)),
        "coordinates": fields.get("coordinates", one_of(DATUMS)),
        "private_network": fields.get("private_network", yes_or_no),
    }
    if service in _AT_A_URL and not fields.has("url"):
        fields.refuse(
            "url", Code.VALUE_MISSING, "there is no address of the service",
            'write url = "https://…" of your own server, or of one that lets you ask',
        )  # fmt: skip
    return GeocodingSettings.model_validate({k: v for k, v in read.items() if v is not None})


def _url(value: object) -> str:
    """Return an address that holds no user, password or query: those would end up in logs."""
    return _fitting(plain_text(value).rstrip("/"), _URL, "write https://HOST, with a port and path")


def _variable(value: object) -> str:
    """Return the name of an environment variable; a key itself is refused without quoting it."""
    return _fitting(
        plain_text(value), _KEY_NAME, 'name the environment variable: key_env = "GEOCODING_KEY"'
    )


def _name_of_ours(value: object) -> str:
    text = plain_text(value)
    if not (text.isascii() and 0 < len(text) <= 200):
        raise MisreadError(Code.SETTING_VALUE, "has another form", "write plain letters")
    return text


def _fitting(text: str, form: TypeAdapter[str], remedy: str) -> str:
    try:
        return form.validate_python(text)
    except ValidationError:
        raise MisreadError(Code.SETTING_VALUE, "has another form", remedy) from None
