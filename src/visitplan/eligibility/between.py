"""Rules between visits of different days: which of several cases of one person may be planned."""

from collections.abc import Collection, Iterable, Sequence
from typing import get_args

from visitplan.domain.case import Case, Priority
from visitplan.domain.policy import Policy
from visitplan.domain.terms import Cap, MinimumGap
from visitplan.domain.value import Id

_RANK = {priority: rank for rank, priority in enumerate(get_args(Priority))}


def set_aside(
    cases: Iterable[Case],
    policies: Sequence[Policy],
    *,
    lawful: Collection[Id],
    pinned: Collection[Id] = frozenset(),
) -> dict[Id, Id]:
    """Return the cases that wait for another one of the same person or address, and for which.

    Where a cap or a gap of any policy counts visits per debtor (or household), at most one case
    of each is planned within the days: of the ``lawful`` ones the pinned first, then by
    priority, then by id, which is the order of the gate on one day. Nothing is set aside where
    no rule counts so.
    """
    rules: list[Cap | MinimumGap] = []
    for policy in policies:
        rules += [*policy.caps, *policy.gaps]
    scopes = {rule.per for rule in rules if "visit" in rule.channels}
    taken: dict[tuple[str, str], Id] = {}
    waiting: dict[Id, Id] = {}
    ordered = sorted(cases, key=lambda each: precedence(each, pinned))
    for case in sorted(ordered, key=lambda each: each.id not in lawful):
        keys = [key for key in (_debtor(case), _household(case)) if key[0] in scopes]
        before = next((taken[key] for key in keys if key in taken), None)
        if before is not None:
            waiting[case.id] = before
        elif case.id in lawful:
            taken |= dict.fromkeys(keys, case.id)
    return waiting


def precedence(case: Case, pinned: Collection[Id]) -> tuple[bool, int, str]:
    """Return what puts one case before another of the same person: least first."""
    return case.id not in pinned, _RANK[case.priority], case.id


def _debtor(case: Case) -> tuple[str, str]:
    return "debtor", case.debtor


def _household(case: Case) -> tuple[str, str]:
    return "household", case.household_key
