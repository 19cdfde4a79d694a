"""Which scenarios are neighbours: those that differ by one change."""

from collections.abc import Mapping, Sequence

from visitplan.domain.scenario import Scenario

TODAY = ""
"""The name of the day as it is, which is everybody's kin."""


def kin_of(scenarios: Sequence[Scenario]) -> dict[str, tuple[str, ...]]:
    """Return, for each scenario and for today, whose plans may be of use to it, in order."""
    today: dict[str, tuple[str, ...]] = {TODAY: tuple(each.name for each in scenarios)}
    return today | {
        one.name: (TODAY, *(o.name for o in scenarios if o is not one and _are_near(one, o)))
        for one in scenarios
    }


def _are_near(one: Scenario, other: Scenario) -> bool:
    return len(differing_keys(one.changes, other.changes)) <= 1


def differing_keys(one: Mapping[str, object], other: Mapping[str, object]) -> frozenset[str]:
    """Return the keys that two scenarios do not have alike."""
    missing = object()
    keys = one.keys() | other.keys()
    return frozenset(k for k in keys if one.get(k, missing) != other.get(k, missing))
