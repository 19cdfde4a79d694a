"""One contender on one instance, in a process of its own: a line of JSON per run.

``python -m benchmarks.engine.trial INSTANCE CONTENDER SECONDS:SEED …``
"""

import json
import resource
import sys
import time
from typing import NamedTuple

from benchmarks.engine.catalogue import Instance, load
from benchmarks.engine.contenders import CONTENDERS, CannotStateError, Search
from benchmarks.engine.evaluate import judge
from visitplan.errors import NoPlanError


class Trial(NamedTuple):
    """What came out of one run: ``cost`` in ticks, None where ``note`` says why there is none.

    ``took`` are the seconds that it really took and ``busy`` those of the processor among them (on
    a machine with other work they differ), ``megabytes`` the process's peak so far,
    ``overloaded`` whether routes carry more than a published instance would allow.
    """

    instance: str
    contender: str
    seconds: float
    seed: int
    cost: int | None
    note: str = ""
    took: float = 0.0
    busy: float = 0.0
    left_out: int = 0
    used: int = 0
    overloaded: bool = False
    megabytes: int = 0


def run(instance: Instance, contender: str, search: Search, seconds: float, seed: int) -> Trial:
    """Let the contender search, and judge what it found."""
    head = (instance.name, contender, seconds, seed)
    begin, busy = time.perf_counter(), time.process_time()
    try:
        orders = search(seconds, seed)
    except NoPlanError as error:
        return Trial(*head, None, note=str(error), took=time.perf_counter() - begin)
    took, busy = time.perf_counter() - begin, time.process_time() - busy
    if orders is None:
        return Trial(*head, None, note="no feasible answer", took=took, busy=busy)
    verdict = judge(instance.statement, orders)
    classic = instance.classic
    return Trial(
        *head,
        verdict.cost,
        note="; ".join(verdict.flaws[:3]),
        took=took,
        busy=busy,
        left_out=verdict.left_out,
        used=verdict.used,
        overloaded=classic is not None and not classic.keeps_loads(orders),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
    )


def main() -> None:
    name, contender, *runs = sys.argv[1:]
    instance = load(name)
    pairs = [(float(seconds), int(seed)) for seconds, _, seed in (r.partition(":") for r in runs)]
    try:
        search = CONTENDERS[contender](instance.statement)
    except CannotStateError as error:
        for seconds, seed in pairs:
            told = Trial(name, contender, seconds, seed, None, note=str(error))
            print(json.dumps(told._asdict()))
        return
    for seconds, seed in pairs:
        print(json.dumps(run(instance, contender, search, seconds, seed)._asdict()), flush=True)


if __name__ == "__main__":
    main()
