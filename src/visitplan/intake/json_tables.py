"""JSON: a list of flat objects; nothing that only some readers would understand."""

import json
from collections.abc import Iterator
from typing import NoReturn

from visitplan.intake.codes import Code
from visitplan.intake.grid import Grid, GridRow
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot

_SHAPE = "write a list of flat objects: [{…}, {…}]"


def read_json(text: str, *, spot: Spot, report: Report) -> Grid | None:
    """Return the grid; the first object is row 1. Numbers stay as they are written."""
    try:
        items = _parsed(text)
    except MisreadError as misread:
        report.misread(spot, misread)
        return None
    headers = list(dict.fromkeys(key for item in items for key in item))
    return Grid(headers, _rows(items, headers))


def _rows(items: list[dict[str, object]], headers: list[str]) -> Iterator[GridRow]:
    for number, item in enumerate(items, start=1):
        yield GridRow(number, [item.get(header) for header in headers])


def _parsed(text: str) -> list[dict[str, object]]:
    try:
        items = json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise MisreadError(
            Code.JSON_BROKEN, f"is no JSON from line {error.lineno} on ({error.msg})", _SHAPE
        ) from None
    except RecursionError:
        raise MisreadError(Code.JSON_SHAPE, "is nested too deeply", _SHAPE) from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise MisreadError(Code.JSON_SHAPE, "is no list of objects", _SHAPE)
    return items


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    item = dict(pairs)
    if len(item) < len(pairs):
        raise MisreadError(
            Code.JSON_SHAPE, "has an object with the same key twice", "keep one of them"
        )
    return item


def _refuse_constant(_: str) -> NoReturn:
    raise MisreadError(
        Code.JSON_BROKEN, "has NaN or Infinity, which JSON does not know", "write null or a number"
    )
