"""Several cases of one person or at one address: as many are visited a day as the rules leave."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time
from typing import get_args

from visitplan.domain.case import Case, Priority
from visitplan.domain.policy import Policy
from visitplan.domain.value import Id
from visitplan.domain.visit import Refusal
from visitplan.eligibility.candidate import Candidate, Circumstances
from visitplan.eligibility.ledger import PlannedCall
from visitplan.eligibility.refusal import Signatures
from visitplan.eligibility.rules import REPETITION

_RANK = {priority: rank for rank, priority in enumerate(get_args(Priority))}


def crowded_out(
    candidates: Iterable[Candidate],
    circumstances: Circumstances,
    *,
    pinned: Collection[Id],
    signed: Signatures,
) -> dict[Id, tuple[Refusal, ...]]:
    """Return the refusals of cases that others of the same person or address leave no room.

    The pinned come first, then by priority, then by id; each visit counts for those after it.
    """
    if not _counts_visits(circumstances.day.policy):
        return {}
    refused: dict[Id, tuple[Refusal, ...]] = {}
    for group in _groups(candidate.case for candidate in candidates):
        then = circumstances
        for case in sorted(group, key=lambda each: (each.id not in pinned, _order(each))):
            refusals = _refusals(Candidate(case, then), signed)
            if refusals:
                refused[case.id] = refusals
            else:
                then = then.after((_call(case, circumstances),))
    return refused


def _counts_visits(policy: Policy) -> bool:
    channels = [cap.channels for cap in policy.caps] + [gap.channels for gap in policy.gaps]
    return any("visit" in each for each in channels)


def _refusals(candidate: Candidate, signed: Signatures) -> tuple[Refusal, ...]:
    return tuple(
        signed.refuse(rule.__name__, objection)
        for rule in REPETITION
        for objection in rule(candidate)
    )


def _groups(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Yield the cases that share a person or an address, by way of others too."""
    listed = list(cases)
    shared = Counter(key for case in listed for key in _keys(case))
    found: dict[tuple[str, str], list[Case]] = {}
    for case in listed:
        keys = [key for key in _keys(case) if shared[key] > 1]
        if not keys:
            continue
        joined = [case]
        for group in {id(found[key]): found[key] for key in keys if key in found}.values():
            joined += group
        found |= dict.fromkeys((key for each in joined for key in _keys(each)), joined)
    yield from {id(group): group for group in found.values()}.values()


def _keys(case: Case) -> tuple[tuple[str, str], ...]:
    return ("debtor", case.debtor), ("household", case.household_key)


def _order(case: Case) -> tuple[int, str]:
    return _RANK[case.priority], case.id


def _call(case: Case, circumstances: Circumstances) -> PlannedCall:
    day = circumstances.day
    return PlannedCall(case, datetime.combine(day.date, time(12), case.time_zone or day.time_zone))
