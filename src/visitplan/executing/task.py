"""What is to be done, and what became of it."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from visitplan.errors import VisitplanError


class Task(NamedTuple):
    """One piece of work; equal keys promise equal results.

    ``payload`` is JSON, without anything personal where it leaves this machine.
    """

    key: str
    payload: str


class Result(NamedTuple):
    """What became of a task: a JSON text, or why there is none.

    ``is_new`` is False where the result was in the store already; ``error`` is the failure with
    all that it carries, where it is one of visitplan.
    """

    key: str
    value: str | None = None
    failure: str | None = None
    is_new: bool = True
    error: VisitplanError | None = None


def key_of(**named: object) -> str:
    """Return the key of work that depends on these values alone: SHA-256 of their JSON.

    Name everything: inputs by their hashes, limits and seed, versions of whatever computes.
    """
    return _sha256(named)


def _sha256(named: Mapping[str, object]) -> str:
    text = json.dumps(named, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
