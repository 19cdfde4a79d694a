"""What the tests let processes do; sent to them by name."""

import json
import os
import signal
import time
from pathlib import Path

from visitplan.errors import NoPlanError
from visitplan.executing.processes import is_given_up


def doubled(payload: str) -> str:
    return json.dumps(2 * json.loads(payload))


def doubled_slowly(payload: str) -> str:
    time.sleep(0.05)
    return doubled(payload)


def refused(payload: str) -> str:
    raise NoPlanError(f"no plan for {payload}")


def defective(payload: str) -> str:
    raise ValueError(f"Customer {payload}")


def deadly_when_negative(payload: str) -> str:
    if json.loads(payload) < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled_slowly(payload)


def deadly_once(payload: str) -> str:
    """Kill the worker the first time that a file is not there yet."""
    number, seen = json.loads(payload)
    if not Path(seen).exists():
        Path(seen).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return json.dumps(2 * number)


def own_id(payload: str) -> str:
    return str(os.getpid())


def until_given_up(begun: str) -> str:
    Path(begun).touch()
    while not is_given_up():
        time.sleep(0.01)
    return "given up"


def waits_the_first_time(seen: str) -> str:
    """Wait to be killed, once."""
    if not Path(seen).exists():
        Path(seen).touch()
        time.sleep(60)
    return "done"
