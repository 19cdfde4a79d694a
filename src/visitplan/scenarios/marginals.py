"""What one more agent, hour or visit costs: scenarios that differ by nothing else."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from visitplan.domain.comparison import Compared, Marginal
from visitplan.domain.scenario import OneMore, Scenario
from visitplan.intake.scenarios.keys import DEMAND, HOURS, STAFF
from visitplan.scenarios.differences import noise_of
from visitplan.scenarios.kin import TODAY, differing_keys

SECONDS_PER_HOUR = 3600


def marginals_of(
    compared: Mapping[str, Compared], scenarios: Sequence[Scenario]
) -> tuple[Marginal, ...]:
    """Return what one more costs: as planned for that price, and read off other scenarios.

    The latter between every two that differ by one change alone. ``compared`` has scenarios by
    name, the day as it is by TODAY.
    """
    return (*_on_purpose(compared, scenarios), *_read_off(compared, scenarios))


def _on_purpose(
    compared: Mapping[str, Compared], scenarios: Sequence[Scenario]
) -> Iterator[Marginal]:
    for each in scenarios:
        if each.one_more and each.name in compared and TODAY in compared:
            row = (compared[TODAY], compared[each.name])
            for found in _along(row, each.one_more):
                yield found.model_copy(update={"on_purpose": True})


def _read_off(
    compared: Mapping[str, Compared], scenarios: Sequence[Scenario]
) -> tuple[Marginal, ...]:
    changes: dict[str, Mapping[str, object]] = {TODAY: {}}
    changes |= {each.name: each.changes for each in scenarios if not each.one_more}
    known = [name for name in changes if name in compared]
    alike: dict[tuple[OneMore, str], list[tuple[str, str]]] = {}
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


def _along(row: Sequence[Compared], unit: OneMore) -> Iterator[Marginal]:
    """Yield each step of scenarios that differ by an amount alone, from less to more."""
    for less, more in itertools.pairwise(sorted(row, key=lambda each: _amount(each, unit))):
        if _amount(less, unit) < _amount(more, unit):
            yield _between(less, more, unit)


def _between(less: Compared, more: Compared, unit: OneMore) -> Marginal:
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


def _unit(key: str) -> OneMore | None:
    if key in STAFF:
        return "agent"
    if key in HOURS:
        return "hour"
    return "visit" if key in DEMAND else None


def _amount(one: Compared, unit: OneMore) -> float:
    figures = one.figures
    if unit == "agent":
        return figures.on_duty
    if unit == "hour":
        return figures.shift_seconds / SECONDS_PER_HOUR
    return figures.eligible
