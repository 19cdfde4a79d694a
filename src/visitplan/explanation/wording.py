"""How a reason is put together: what is the case, and the smallest change that would do."""

from collections.abc import Iterable, Sequence


def reason(fact: str, *conditions: str) -> str:
    """Return ``fact; it would be possible if condition and condition``."""
    return f"{fact}; it would be possible if {listed(conditions)}" if conditions else fact


def listed(words: Iterable[str]) -> str:
    """Return ``a, b and c``."""
    each: Sequence[str] = tuple(words)
    return " and ".join(part for part in (", ".join(each[:-1]), *each[-1:]) if part)


def cap_of(portfolio: str | None) -> str:
    """Return what a daily cap is on: ``portfolio P1``, or ``all cases``."""
    return "all cases" if portfolio is None else f"portfolio {portfolio}"


def one_more(portfolios: Iterable[str | None]) -> str:
    """Return the condition that daily caps had room: ``one visit more a day of … were allowed``."""
    return f"one visit more a day of {listed(map(cap_of, portfolios))} were allowed"
