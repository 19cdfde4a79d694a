"""A grid: several values for several keys, and a scenario for each combination of them."""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal

from visitplan.domain.scenario import Scenario


def flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield what a section holds by dotted key, its sections within sections too."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def size_of(changes: Mapping[str, object]) -> int:
    """Return how many combinations a grid has."""
    size = 1
    for value in changes.values():
        size *= len(value) if isinstance(value, list) else 1
    return size


def combinations(grid: str, title: str, changes: Mapping[str, object]) -> Iterator[Scenario]:
    """Yield the scenarios of a grid, the last key varying fastest.

    A key with a list has a value for each of its entries; any other has the same in all.
    """
    axes = {key: value for key, value in changes.items() if isinstance(value, list)}
    for values in itertools.product(*axes.values()):
        chosen = dict(zip(axes, values, strict=True))
        told = {key: shown(value) for key, value in chosen.items()}
        words = ", ".join(f"{key.replace('_', ' ')} {text}" for key, text in told.items())
        yield Scenario(
            name=f"{grid}: {words}" if words else grid,
            title=f"{title}: {words}" if words else title,
            changes={**changes, **chosen},
            grid=grid,
            axes=told,
        )


def shown(value: object) -> str:
    """Return a value as it is printed in a scenario's name."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case list() | tuple():
            return "+".join(map(shown, value)) or "none"
        case dict():
            return " ".join(f"{key} {shown(each)}" for key, each in value.items())
    return str(value)
