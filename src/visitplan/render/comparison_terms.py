"""The terms of a cost as a comparison shows them: in order, in words, each with a look."""

from typing import NamedTuple

from visitplan.domain.plan import Cost


class Term(NamedTuple):
    """A part of the cost: its key is that of its look, ``of`` are the fields that it sums."""

    key: str
    words: str
    of: tuple[str, ...]


TERMS = (
    Term("fixed", "Fixed per shift", ("fixed",)),
    Term("wage", "Wages", ("wage",)),
    Term("overtime", "Overtime", ("overtime",)),
    Term("distance", "Distance", ("distance",)),
    Term("expenses", "Expenses", ("expenses",)),
    Term("preference", "Other agent than preferred", ("preference",)),
    Term("balance", "Balance between agents", ("fair_time", "other_agent", "crossing")),
    Term("unassigned", "Visits left out", ("unassigned",)),
)
"""What is paid first, then what is wished for, then what is owed for visits left out."""


def amount(cost: Cost, term: Term) -> int:
    """Return what a term comes to, in minor units."""
    return sum(getattr(cost, name) for name in term.of)


def used_terms(costs: list[Cost]) -> tuple[Term, ...]:
    """Return the terms that come to anything in any of these."""
    return tuple(term for term in TERMS if any(amount(cost, term) for cost in costs))
