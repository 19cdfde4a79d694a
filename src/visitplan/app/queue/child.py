"""A process that does one errand for a server: how it hears, what it says, when it ends.

It reads the errand as a line of JSON from standard input and writes a ``Word`` a line to standard
output. SIGINT ends a search and keeps the best plan; SIGTERM ends everything, and so does the
end of standard input: then whoever asked is gone.
"""

import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import NoReturn, TypeVar

from visitplan.domain.finding import Finding
from visitplan.domain.value import Value
from visitplan.errors import InputError, VisitplanError

Errand = TypeVar("Errand", bound=Value)


class Better(Value):
    """A better plan on the way: its cost in minor units, and how many visits it leaves out."""

    cost: int
    unassigned: int
    currency: str


class Failed(Value):
    """Why there is no plan; ``kind`` is the error's name in the tree of errors."""

    kind: str
    exit_code: int
    message: str = ""
    findings: tuple[Finding, ...] = ()


class Searched(Value):
    """How many searches of about how many have ended."""

    done: int
    total: int


class Word(Value):
    """What is said: some news, how far it is, where the result lies, or why there is none."""

    news: str | None = None
    better: Better | None = None
    searched: Searched | None = None
    published: str | None = None
    stopped_early: bool = False
    failed: Failed | None = None


def do_errand(kind: type[Errand], done: Callable[[Errand], Word]) -> None:
    """Do the errand that standard input hands over; ``done`` returns the last word."""
    signal.signal(signal.SIGTERM, _end)
    errand = kind.model_validate_json(sys.stdin.readline())
    Thread(target=_end_with_whoever_asked, daemon=True).start()
    try:
        say(done(errand))
    except VisitplanError as error:
        say(Word(failed=failed_by(error)))


def failed_by(error: VisitplanError) -> Failed:
    """Return an error as a value: its findings where it has some, else what it says."""
    kind, code = type(error).__name__, error.exit_code
    if isinstance(error, InputError):
        return Failed(kind=kind, exit_code=code, findings=error.findings)
    return Failed(kind=kind, exit_code=code, message=str(error))


def say(word: Word) -> None:
    """Tell whoever asked."""
    sys.stdout.write(word.model_dump_json() + "\n")
    sys.stdout.flush()


def _end(*_: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)  # by way of every ``finally``, so that no solver is left


def _end_with_whoever_asked() -> None:
    while sys.stdin.readline():
        pass
    os.kill(os.getpid(), signal.SIGTERM)
