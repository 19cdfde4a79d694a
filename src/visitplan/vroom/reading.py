"""From text to a problem, or to everything that is wrong with it."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from visitplan.vroom.complaints import Complaints, path_of
from visitplan.vroom.problem import Problem

MOST_BYTES = 512 * 1024 * 1024
_SHAPE = "see VROOM's description of its input"


def read_problem(text: bytes, complaints: Complaints) -> Problem:
    """Return the problem; raises InputError with the JSON path of whatever is not of the form.

    Keys that are not known have no effect, and are noted.
    """
    data = _parsed(text, complaints)
    try:
        problem = Problem.model_validate(data)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            path = path_of(fault["loc"])
            complaints.broken(path, f"is wrong: {fault['msg'].lower()}", _SHAPE)
        complaints.raise_errors()
        raise
    for path in _unknown(problem, ()):
        complaints.ignored(path, "is not known to VROOM and has no effect", "mind the spelling")
    return problem


def _parsed(text: bytes, complaints: Complaints) -> Any:
    try:
        return _loaded(text)
    except _RefusedError as refused:
        complaints.broken("", str(refused), _SHAPE)
    except json.JSONDecodeError as error:
        complaints.broken(
            "", f"is no JSON from line {error.lineno} on: {error.msg.lower()}", _SHAPE
        )
    except UnicodeDecodeError:
        complaints.broken("", "is not UTF-8 text", "save it as UTF-8")
    except (RecursionError, ValueError):
        complaints.broken("", "is nested too deeply or has too long a number", _SHAPE)
    complaints.raise_errors()
    raise AssertionError("a complaint is an error")


class _RefusedError(Exception):
    pass


def _loaded(text: bytes) -> Any:
    if len(text) > MOST_BYTES:
        raise _RefusedError(f"is larger than {MOST_BYTES // 1024**2} MB")
    data = json.loads(
        text.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_refuse_constant
    )
    if not isinstance(data, dict):
        raise _RefusedError("is no JSON object")
    return data


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    item = dict(pairs)
    if len(item) < len(pairs):
        raise _RefusedError("has an object with the same key twice")
    return item


def _refuse_constant(_: str) -> NoReturn:
    raise _RefusedError("has NaN or Infinity, which JSON does not know")


def _unknown(part: BaseModel, here: tuple[str | int, ...]) -> Iterator[str]:
    """Yield the path of every key that no model has."""
    for key in part.model_extra or {}:
        yield path_of((*here, key))
    for name in type(part).model_fields:
        yield from _unknown_in(getattr(part, name), (*here, name))


def _unknown_in(value: Any, here: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _unknown(value, here)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for number, item in enumerate(value):
            yield from _unknown(item, (*here, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unknown_in(item, (*here, key))
