"""How a reason is put together: what is the case, and the smallest change that would do."""

from collections.abc import Iterable, Sequence


def reason(fact: str, *conditions: str) -> str:
    """Return ``fact; it would be possible if condition and condition``."""
    return f"{fact}; it would be possible if {listed(conditions)}" if conditions else fact


def listed(words: Iterable[str]) -> str:
    """Return ``a, b and c``."""
    each: Sequence[str] = tuple(words)
    return " and ".join(part for part in (", ".join(each[:-1]), *each[-1:]) if part)
