"""What one more agent, hour or visit costs: scenarios that differ by nothing else."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from visitplan.domain.comparison import Compared, Marginal
from visitplan.domain.scenario import Scenario
from visitplan.intake.scenarios.keys import DEMAND, HOURS, STAFF
from visitplan.scenarios.differences import noise_of
from visitplan.scenarios.kin import TODAY, differing_keys

Unit = Literal["agent", "hour", "visit"]
SECONDS_PER_HOUR = 3600


def marginals_of(
    compared: Mapping[str, Compared], scenarios: Sequence[Scenario]
) -> tuple[Marginal, ...]:
    """Return what one more costs between every two scenarios that differ by one change alone.

    ``compared`` has them by name, the day as it is, if it is among them, by TODAY.
    """
    changes: dict[str, Mapping[str, object]] = {TODAY: {}}
    changes |= {each.name: each.changes for each in scenarios}
    known = [name for name in changes if name in compared]
    alike: dict[tuple[Unit, str], list[tuple[str, str]]] = {}
    for one, other in itertools.combinations(known, 2):
        keys = differing_keys(changes[one], changes[other])
        unit = _unit(*keys) if len(keys) == 1 else None
        if unit:
            rest = {k: v for k, v in changes[one].items() if k not in keys}
            alike.setdefault((unit, repr((sorted(keys), rest))), []).append((one, other))
    found = (
        marginal
        for (unit, _), pairs in alike.items()
        for marginal in _along([compared[n] for n in dict.fromkeys(itertools.chain(*pairs))], unit)
    )
    return tuple(sorted(found, key=lambda each: each.unit))


def _along(row: Sequence[Compared], unit: Unit) -> Iterator[Marginal]:
    """Yield each step of scenarios that differ by an amount alone, from less to more."""
    for less, more in itertools.pairwise(sorted(row, key=lambda each: _amount(each, unit))):
        if _amount(less, unit) < _amount(more, unit):
            yield _between(less, more, unit)


def _between(less: Compared, more: Compared, unit: Unit) -> Marginal:
    number = _amount(more, unit) - _amount(less, unit)
    total = more.figures.cost.total - less.figures.cost.total
    noise = noise_of(less, more)
    return Marginal(
        unit=unit,
        less=less.name,
        more=more.name,
        number=number,
        per_unit=round(total / number),
        noise=None if noise is None else round(noise / number),
        is_noise=noise is not None and abs(total) <= noise,
    )


def _unit(key: str) -> Unit | None:
    if key in STAFF:
        return "agent"
    if key in HOURS:
        return "hour"
    return "visit" if key in DEMAND else None


def _amount(one: Compared, unit: Unit) -> float:
    figures = one.figures
    if unit == "agent":
        return figures.on_duty
    if unit == "hour":
        return figures.shift_seconds / SECONDS_PER_HOUR
    return figures.eligible
