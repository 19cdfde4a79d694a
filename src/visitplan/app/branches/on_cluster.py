"""Branches whose searches are done by a cluster; everything personal stays on this machine."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from visitplan.app.branches.workers import Workers
from visitplan.executing.cluster import Cluster, cluster
from visitplan.routing.here import asked, outcome_of, reply_to
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Statement

AHEAD = 2
"""Branches under way that are read, verified or drawn here while the cluster searches others."""


@contextlib.contextmanager
def on_cluster(address: str, certificates: Path | None) -> Iterator[Workers]:
    """Lend workers who search on a cluster; what ``cluster`` raises, this raises.

    A thread of this process reads, gates, measures, verifies and draws each branch; the cluster
    gets its statement, in whole numbers, and answers it.
    """
    with cluster(address, certificates) as found:
        threads = found.workers + AHEAD
        yield Workers(partial(ThreadPoolExecutor, threads), threads, partial(_solve, found))


def _solve(found: Cluster, statement: Statement, effort: Effort) -> Outcome:
    return outcome_of(found.do(reply_to, asked(statement, effort)))
