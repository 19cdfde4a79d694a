"""Two packs beside each other: for each field, which is the stricter."""

from collections.abc import Mapping
from typing import Literal

from visitplan.domain.value import Value
from visitplan.eligibility.bindings import BINDINGS, Figure
from visitplan.eligibility.merging import Merged
from visitplan.eligibility.showing import shown

Verdict = Literal["same", "stricter", "looser", "neither"]
"""What the second is to the first; ``neither``: stricter in one respect, looser in another."""


class Difference(Value):
    """One field in two packs; None where a pack does not speak of it."""

    sets: str
    first: str | None
    second: str | None
    verdict: Verdict
    first_rules: tuple[str, ...]
    second_rules: tuple[str, ...]


def differences(first: Merged, second: Merged) -> tuple[Difference, ...]:
    """Return each field of which either speaks, what both say alike included."""
    names = sorted(first.figures.keys() | second.figures.keys())
    return tuple(_difference(name, first, second) for name in names)


def _difference(name: str, first: Merged, second: Merged) -> Difference:
    return Difference(
        sets=name,
        first=_said(name, first),
        second=_said(name, second),
        verdict=_verdict(name, first.figures, second.figures),
        first_rules=_ids(name, first),
        second_rules=_ids(name, second),
    )


def _verdict(name: str, first: Mapping[str, Figure], second: Mapping[str, Figure]) -> Verdict:
    if name not in first or name not in second:
        return "looser" if name in first else "stricter"
    met = BINDINGS[name].meet(first[name], second[name])
    if first[name] == second[name]:
        return "same"
    if met == second[name]:
        return "stricter"
    return "looser" if met == first[name] else "neither"


def _said(name: str, merged: Merged) -> str | None:
    return shown(merged.figures[name]) if name in merged.figures else None


def _ids(name: str, merged: Merged) -> tuple[str, ...]:
    return tuple(f"{rule.pack}/{rule.id}" for rule in merged.rules_in_order() if rule.sets == name)
