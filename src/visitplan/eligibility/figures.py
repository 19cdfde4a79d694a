"""Figures as a pack writes them become values of the field that they set."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import TypeAdapter

from visitplan.domain.place import PLACE_KINDS
from visitplan.domain.policy import Policy
from visitplan.domain.value import WEEKDAYS
from visitplan.eligibility.bindings import BINDINGS, Figure

_SPAN = re.compile(r"(\d{2}:\d{2}(?::\d{2})?) ?[-–] ?(\d{2}:\d{2}(?::\d{2})?)", re.ASCII)
_OF_WEEKDAYS = ("permitted_hours", "quiet_hours")
_OF_HOURS = (*_OF_WEEKDAYS, "special_hours")


def read_figure(field: str, written: object) -> Figure:
    """Return a figure in its canonical form.

    Hours are written ``"09:00-19:00"`` (``24:00`` ends a day) and weekdays may be ranges
    (``mon-fri``); in ``places``, ``others`` stands for every kind not named. Raises ValueError
    (pydantic's own, with the place inside the figure) where it cannot be read.
    """
    if field in _OF_HOURS and isinstance(written, Mapping):
        written = _hours(written)
    if field in _OF_WEEKDAYS and isinstance(written, Mapping):
        written = dict(_each_day(written))
    if field == "place_hours" and isinstance(written, Mapping):
        written = {kind: _week(week) for kind, week in written.items()}
    if field == "places" and isinstance(written, Mapping) and "others" in written:
        written = dict.fromkeys(PLACE_KINDS, written["others"]) | {
            kind: access for kind, access in written.items() if kind != "others"
        }
    figure = _adapter(field).validate_json(json.dumps(written, default=str))
    return BINDINGS[field].meet(figure, figure)


@lru_cache
def _adapter(field: str) -> TypeAdapter[Any]:
    info = Policy.model_fields[field]
    kind: Any = info.annotation
    return TypeAdapter(Annotated[(kind, *info.metadata)] if info.metadata else kind)


def _week(written: object) -> object:
    return dict(_each_day(_hours(written))) if isinstance(written, Mapping) else written


def _hours(written: Mapping[str, object]) -> dict[str, object]:
    return {day: [_span(each) for each in _listed(hours)] for day, hours in written.items()}


def _listed(written: object) -> list[object]:
    return written if isinstance(written, list) else [written]


def _span(written: object) -> object:
    match = _SPAN.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return written
    closing = "23:59:59" if match[2] == "24:00" else match[2]
    return {"opening": match[1], "closing": closing}


def _each_day(written: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    for name, hours in written.items():
        first, _, last = name.partition("-")
        if first in WEEKDAYS and last in WEEKDAYS:
            for day in WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last) + 1]:
                yield day, hours
        else:
            yield name, hours
