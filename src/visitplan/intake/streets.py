"""The section ``[streets]``: how far things are, and by which streets."""

from typing import get_args

from visitplan.domain.day import MatrixEngine, SideOfRoad, TravelEngine, TravelSettings
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between, whole
from visitplan.intake.routing_server import KEYS as SERVER
from visitplan.intake.routing_server import read_server
from visitplan.intake.street_hours import read_hours
from visitplan.intake.words import one_of, plain_text

_ENGINES = {name: name for name in get_args(TravelEngine)}
_MATRIX_ENGINES = {name: name for name in get_args(MatrixEngine)}
_SIDES: dict[str, SideOfRoad] = {side: side for side in get_args(SideOfRoad)}
_SERVERS = ("osrm", "valhalla")
_PICKLES = (".pkl", ".pickle", ".joblib")
_KEYS = (
    *("source", "engine", "matrix_engine", "matrix", "speeds_kmh", "hours", "side_of_road"),
    "snap_limit_metres",
)
_POSITIVE = 0.01
_RANGES = {
    "calibration": (0.1, 10),
    "walking_kmh": (_POSITIVE, 10),
    "two_wheeler_kmh": (_POSITIVE, 200),
    "detour": (1, 5),
    "beeline_drive_kmh": (_POSITIVE, 200),
}


def read_streets(fields: Fields) -> TravelSettings:
    """Return the travel settings; streets are named unless the engine is the beeline."""
    fields.warn_of_unknown((*_KEYS, *_RANGES, *SERVER))
    engine = fields.get_or("engine", one_of(_ENGINES), "streets")
    chosen = {name: fields.number(name, between(*limits)) for name, limits in _RANGES.items()}
    chosen["snap_limit_metres"] = fields.number(
        "snap_limit_metres", whole(at_least=1, below=100_001)
    )
    given = {name: value for name, value in chosen.items() if value is not None}
    return TravelSettings.model_validate(
        {
            "engine": engine,
            "streets": _source(fields, engine),
            "matrix_engine": fields.get("matrix_engine", one_of(_MATRIX_ENGINES)),
            "server": read_server(fields, engine) if engine in _SERVERS else None,
            "matrix": _matrix(fields) if engine == "matrix" else None,
            "speeds_kmh": _speeds(fields),
            "hours": read_hours(fields),
            "side_of_road": fields.get("side_of_road", one_of(_SIDES)),
        }
        | given
    )


def _source(fields: Fields, engine: str) -> str | None:
    if engine != "streets":
        return fields.get("source", _not_pickled)
    return fields.need("source", _not_pickled, 'name a street extract, or write engine = "beeline"')


def _matrix(fields: Fields) -> str | None:
    return fields.need("matrix", plain_text, "name a file of travel times: .csv, .json or .npz")


def _not_pickled(value: object) -> str:
    source = plain_text(value)
    if source.casefold().endswith(_PICKLES):
        raise MisreadError(
            Code.STREETS_SOURCE,
            "is a pickle, which runs whatever its author put into it",
            "give .osm.pbf, .osm, .osm.gz or .graphml",
        )
    return source


def _speeds(fields: Fields) -> dict[str, float]:
    section = fields.section("speeds_kmh")
    read = {road: section.number(road, between(1, 200)) for road in section.values}
    return {road: kmh for road, kmh in read.items() if kmh is not None}
