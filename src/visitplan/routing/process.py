"""The parent's side of the solver's process: ask, listen, and keep what was heard."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from visitplan.errors import NoPlanError
from visitplan.routing.child import Errand, Word
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement


class Outcome(NamedTuple):
    """The confirmed answer, and whether somebody stopped the search before its end."""

    answer: Answer
    stopped_early: bool


def solve_apart(
    statement: Statement,
    effort: Effort,
    heard: Callable[[Answer], None],
    notify: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Solve in a process of its own and return the confirmed answer.

    ``heard`` is called with every better answer, ``notify`` with what takes long. A
    KeyboardInterrupt ends the search: the best answer so far is polished and confirmed, and so
    it is when the process dies on the way. Raises NoPlanError when the process dies without any
    answer, or when its answer is refused by the complete model.
    """
    best: Answer | None = None
    try:
        for word in _words(Errand(statement=statement, effort=effort)):
            if word.failure:
                raise NoPlanError(word.failure)
            if word.answer and word.last:
                return Outcome(word.answer, stopped_early=False)
            if word.news:
                notify(word.news)
            if word.answer:
                best = word.answer
                heard(best)
    except KeyboardInterrupt:
        best = best or Answer(routes=(), objective=0)
    if best is None:
        raise NoPlanError("the solver's process ended without an answer")
    return Outcome(_finish(statement, best), stopped_early=True)


def _finish(statement: Statement, best: Answer) -> Answer:
    """Polish and confirm an answer that was heard before the search ended."""
    orders = {route.shift: route.visits for route in best.routes}
    start = tuple(orders.get(shift, ()) for shift in range(len(statement.shifts)))
    errand = Errand(statement=statement, effort=Effort(seconds=0, start=start))
    for word in _words(errand):
        if word.failure:
            raise NoPlanError(word.failure)
        if word.last and word.answer:
            return word.answer
    raise NoPlanError("the solver's process ended before its best answer was confirmed")


def _words(errand: Errand) -> Iterator[Word]:
    """Start the child, out of reach of the terminal's Ctrl-C, and yield what it says."""
    command = [sys.executable, "-m", "visitplan.routing.child"]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # OR-Tools' last words are for nobody
        start_new_session=True,
    )
    assert child.stdin  # noqa: S101 - asked for above
    assert child.stdout  # noqa: S101
    try:
        child.stdin.write(errand.model_dump_json().encode())
        child.stdin.close()
        for line in child.stdout:
            yield Word.model_validate_json(line)
    except BrokenPipeError:
        return
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
