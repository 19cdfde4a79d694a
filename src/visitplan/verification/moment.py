"""Moments as whole seconds of elapsed time.

Python compares two datetimes of one zone by their wall clocks, which is an hour wrong while
daylight saving ends. So every moment becomes a second since 1970 before it is compared.
"""

from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def second_of(moment: datetime) -> int:
    """Return the whole seconds elapsed since 1970 in UTC, rounded down."""
    elapsed = moment - EPOCH  # a verifier asks this half a million times: no division
    return elapsed.days * 86_400 + elapsed.seconds
