"""How often somebody may ask: counted in memory, for each process by itself."""

import math
import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

MOST_REMEMBERED = 20_000
"""Askers who are remembered at once; the longest silent are forgotten first."""


class _Bucket(NamedTuple):
    tokens: float
    at: datetime


class Meter:
    """A token bucket for each asker: so many at once, refilled evenly over a period."""

    def __init__(self, count: int, period: timedelta) -> None:
        self._count, self._period = count, period
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._guard = threading.Lock()

    def take(self, asker: str, now: datetime) -> bool:
        """Take one of what is left to an asker; False when nothing is."""
        with self._guard:
            left = self._left(asker, now)
            self._keep(asker, _Bucket(left - 1 if left >= 1 else left, now))
            return left >= 1

    def told(self, asker: str) -> dict[str, str]:
        """Return what headers tell an asker: how much there is, how much of it is left.

        As in draft-ietf-httpapi-ratelimit-headers: ``t`` is in how many seconds there is one more.
        """
        with self._guard:
            bucket = self._buckets.get(asker)
        left = int(bucket.tokens) if bucket else self._count
        seconds = int(self._period.total_seconds())
        wait = 0 if left else math.ceil(seconds / self._count)
        return {
            "RateLimit-Policy": f'"requests";q={self._count};w={seconds}',
            "RateLimit": f'"requests";r={left};t={wait}',
        }

    def _left(self, asker: str, now: datetime) -> float:
        bucket = self._buckets.get(asker)
        if bucket is None:
            return self._count
        waited = max(timedelta(0), now - bucket.at)
        return min(self._count, bucket.tokens + waited / self._period * self._count)

    def _keep(self, asker: str, bucket: _Bucket) -> None:
        self._buckets[asker] = bucket
        self._buckets.move_to_end(asker)
        while len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
