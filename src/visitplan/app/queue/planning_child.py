"""Planning in a process of its own, for a server that must outlive whatever happens to it.

Reads one ``Errand`` as a line of JSON from standard input and writes a ``Word`` a line to
standard output. SIGINT ends the search and keeps the best plan; SIGTERM ends everything, and so
does the end of standard input: then whoever asked is gone.
"""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import NoReturn

from visitplan.app.plan import plan
from visitplan.app.replan import Remainder, replan
from visitplan.app.surroundings import Surroundings
from visitplan.domain.finding import Finding
from visitplan.domain.value import Value
from visitplan.errors import InputError, VisitplanError
from visitplan.planning.terms import Progress
from visitplan.routing.choice import Mode


class Rest(Value):
    """How the rest of a day is planned: by which plan, from when on, how freely."""

    plan_file: str
    at: str
    mode: Mode
    stability: str | None = None


class Errand(Value):
    """What to plan: a day folder into a folder; the rest of the day where ``rest`` is given.

    ``limits`` are settings by dotted name that win over the folder's; ``start`` is a plan file
    to begin with.
    """

    folder: str
    out: str
    cache: str
    limits: Mapping[str, int | float] = {}
    start: str | None = None
    rest: Rest | None = None


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


class Word(Value):
    """What is said: some news, a better plan, where the plan lies at last, or why there is none."""

    news: str | None = None
    better: Better | None = None
    published: str | None = None
    stopped_early: bool = False
    failed: Failed | None = None


def main() -> None:
    """Do the errand that standard input hands over."""
    signal.signal(signal.SIGTERM, _end)
    errand = Errand.model_validate_json(sys.stdin.readline())
    Thread(target=_end_with_whoever_asked, daemon=True).start()
    try:
        _say(_done(errand))
    except VisitplanError as error:
        _say(Word(failed=failed_by(error)))


def failed_by(error: VisitplanError) -> Failed:
    """Return an error as a value: its findings where it has some, else what it says."""
    kind, code = type(error).__name__, error.exit_code
    if isinstance(error, InputError):
        return Failed(kind=kind, exit_code=code, findings=error.findings)
    return Failed(kind=kind, exit_code=code, message=str(error))


def _done(errand: Errand) -> Word:
    near = Surroundings(Path(errand.cache), lambda news: _say(Word(news=news)))
    folder, out = Path(errand.folder), Path(errand.out)
    if errand.rest is None:
        start = Path(errand.start) if errand.start else None
        published = plan(folder, near, out=out, overrides=errand.limits, start=start, watch=_tell)
    else:
        remainder = Remainder(
            **errand.rest.model_dump() | {"plan_file": Path(errand.rest.plan_file)}
        )
        replanned = replan(folder, remainder, near, out=out, overrides=errand.limits, watch=_tell)
        published = replanned.published
    return Word(published=str(published.folder), stopped_early=published.stopped_early)


def _tell(progress: Progress) -> None:
    _say(Word(better=Better(**progress._asdict())))


def _end(*_: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)  # by way of every ``finally``, so that no solver is left


def _end_with_whoever_asked() -> None:
    while sys.stdin.readline():
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _say(word: Word) -> None:
    sys.stdout.write(word.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
