"""Figures as people read them, each on one line."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import singledispatch
from typing import Any

from pydantic import BaseModel

from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan


@singledispatch
def shown(figure: object) -> str:
    """Return a figure as people read it, on one line."""
    return str(figure)


@shown.register
def _(figure: bool) -> str:
    return "yes" if figure else "no"


@shown.register
def _(figure: time) -> str:
    return figure.isoformat("seconds" if figure.second else "minutes")


@shown.register
def _(figure: ClockSpan) -> str:
    return f"{shown(figure.opening)}–{shown(figure.closing)}"


@shown.register
def _(figure: frozenset) -> str:  # type: ignore[type-arg]
    return ", ".join(sorted(map(shown, figure))) or "none"


@shown.register
def _(figure: tuple) -> str:  # type: ignore[type-arg]
    between = "; " if any(isinstance(each, BaseModel | str) for each in figure) else ", "
    return between.join(map(shown, figure)) or "none"


@shown.register
def _(figure: dict) -> str:  # type: ignore[type-arg]
    return "; ".join(f"{keys} {each}" for keys, each in _grouped(figure)) or "none"


@shown.register
def _(figure: BaseModel) -> str:
    """Show the parts of a term that say something, by name."""
    said = {
        name: value
        for name, value in figure
        if value != type(figure).model_fields[name].get_default(call_default_factory=True)
    }
    words = (
        name.replace("_", " ") if value is True else f"{name.replace('_', ' ')} {shown(value)}"
        for name, value in said.items()
    )
    return " · ".join(words) or "without exception"


def _grouped(table: Mapping[Any, Any]) -> Iterable[tuple[str, str]]:
    """Join neighbouring weekdays of equal hours, and other keys of equal values."""
    by_value: dict[str, list[str]] = {}
    for key in sorted(table, key=_weekday_or_word):
        by_value.setdefault(shown(table[key]), []).append(str(key))
    for value, keys in by_value.items():
        yield _ranged(keys), value


def _weekday_or_word(key: object) -> tuple[int, str]:
    place = WEEKDAYS.index(key) if key in WEEKDAYS else len(WEEKDAYS)
    return place, key.isoformat() if isinstance(key, date) else str(key)


def _ranged(keys: list[str]) -> str:
    places = [WEEKDAYS.index(key) for key in keys if key in WEEKDAYS]
    runs_on = len(places) == len(keys) > 2 and places[-1] - places[0] == len(places) - 1
    return f"{keys[0]}–{keys[-1]}" if runs_on else ", ".join(keys)
