"""How much there is to do in a scenario: a sample of the day's cases, repeated with new ids."""

import random
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from visitplan.intake.assembly import Rows
from visitplan.intake.fields import Fields

SEED = 1


def with_demand(rows: Rows, changes: Mapping[str, object]) -> Rows:
    """Return the rows with the day's cases times ``demand``, rounded to whole cases.

    Without ``demand_replacement`` each case stands there as often as the factor's whole part
    says, and as many as its rest says once more, drawn by ``demand_seed``; with it each of the
    cases is drawn anew. A case that stands there again is somebody else's: with ids of its own
    (``C012~2``), debtor and household, and the same history. What is pinned, or was worked by
    hand, is so for the first of them.
    """
    if "demand" not in changes or not rows.cases:
        return rows
    drawn = _drawn(len(rows.cases), changes)
    cases = tuple(
        _again(row, number)
        for index, row in enumerate(rows.cases)
        for number in range(1, drawn[index] + 1)
    )
    times = Counter(_case_id(row) for i, row in enumerate(rows.cases) for _ in range(drawn[i]))
    return rows._replace(
        cases=cases,
        contacts=_contacts(rows.contacts, times),
        pinned=_of_cases(rows.pinned, times, ("case_id", "after")),
        baseline=_of_cases(rows.baseline, times, ("case_id",)),
    )


def _drawn(number: int, changes: Mapping[str, object]) -> Counter[int]:
    """Return how often each case stands there."""
    seed = changes.get("demand_seed", SEED)
    chance = random.Random(seed if isinstance(seed, int) else SEED)  # noqa: S311 - repeatable
    wanted = int((Decimal(str(changes["demand"])) * number).to_integral_value(ROUND_HALF_UP))
    if changes.get("demand_replacement"):
        return Counter(chance.choices(range(number), k=wanted))
    whole, rest = divmod(wanted, number)
    drawn = Counter(chance.sample(range(number), rest))
    return Counter({case: whole + drawn[case] for case in range(number)})


def _again(row: Fields, number: int) -> Fields:
    if number == 1:
        return row
    own = {name: _renamed(row.values.get(name), number) for name in ("case_id", "debtor_id")}
    household = row.values.get("household") or row.values.get("debtor_id") or _case_id(row)
    return row.amended({**own, "household": _renamed(household, number)}, {})


def _contacts(rows: tuple[Fields, ...] | None, times: Counter[str]) -> tuple[Fields, ...] | None:
    if rows is None:
        return None
    return tuple(
        row if number == 1 else row.amended(_renamed_in(row, number), {})
        for row in rows
        for number in range(1, max(1, times[_case_id(row)]) + 1)
        if times[_case_id(row)]
    )


def _renamed_in(row: Fields, number: int) -> dict[str, object]:
    names = ("case_id", "debtor_id", "household")
    return {name: _renamed(row.values.get(name), number) for name in names if row.has(name)}


def _renamed(value: object, number: int) -> str | None:
    return None if value is None else f"{str(value).strip()}~{number}"


def _of_cases(
    rows: tuple[Fields, ...] | None, times: Counter[str], columns: tuple[str, ...]
) -> tuple[Fields, ...] | None:
    """Return the rows all of whose cases are still there."""
    if rows is None:
        return None
    return tuple(
        row
        for row in rows
        if all(times[str(row.values[name]).strip()] for name in columns if row.has(name))
    )


def _case_id(row: Fields) -> str:
    return str(row.values.get("case_id", "")).strip()
