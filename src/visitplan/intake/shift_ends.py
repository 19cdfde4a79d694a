"""Where a shift starts and ends: ``home``, a branch by its name, or (the end) ``open``."""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.domain.place import Place
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.places import place
from visitplan.intake.words import folded, nearest, plain_text

_HOME = frozenset({"home", "家", "住址", "家里"})
_OPEN = frozenset({"open", "none", "开放", "不限"})


class Start(NamedTuple):
    """A place with the name that is printed for it."""

    label: str
    place: Place


class End(NamedTuple):
    """As Start; no place for an open end."""

    label: str
    place: Place | None


def read_start(fields: Fields, branches: Mapping[str, Place]) -> Start | None:
    """Return the start; left blank it is home where that is known, else the only branch."""
    if fields.has("start"):
        return fields.get("start", lambda value: _named(value, fields, branches))
    if _has_home(fields):
        return _home(fields)
    if len(branches) == 1:
        return Start(*next(iter(branches.items())))
    fields.refuse("start", Code.VALUE_MISSING, "there is no start", "write home or a branch's name")
    return None


def read_end(fields: Fields, branches: Mapping[str, Place], start: Start | None) -> End | None:
    """Return the end; left blank it is where the shift starts."""
    if not fields.has("end"):
        return End(*start) if start else None

    def read(value: object) -> End | None:
        if folded(plain_text(value)) in _OPEN:
            return End("open end", None)
        named = _named(value, fields, branches)
        return End(*named) if named else None

    return fields.get("end", read)


def _named(value: object, fields: Fields, branches: Mapping[str, Place]) -> Start | None:
    word = folded(plain_text(value))
    if word in _HOME:
        return _home(fields)
    by_fold = {folded(name): name for name in branches}
    if word in by_fold:
        name = by_fold[word]
        return Start(name, branches[name])
    near = nearest(word, ["home", *branches])
    raise MisreadError(
        Code.BRANCH_UNKNOWN,
        "is neither home nor a branch of day.toml",
        f'did you mean "{near}"?' if near else "add [branches.NAME] to day.toml",
    )


def _has_home(fields: Fields) -> bool:
    return any(fields.has(f"home_{name}") for name in ("address", "lat", "lon"))


def _home(fields: Fields) -> Start | None:
    where = place(fields, prefix="home_")
    return Start("home", where) if where else None
