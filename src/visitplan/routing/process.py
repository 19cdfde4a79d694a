"""The parent's side of the solver's process: ask, listen, and keep what was heard."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import NamedTuple

from pydantic import ValidationError

from visitplan.errors import NoPlanError
from visitplan.routing.child import Errand, Word
from visitplan.routing.disagreement import Instance
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.statement import Answer, Statement
from visitplan.routing.table import DENSE


class Outcome(NamedTuple):
    """The confirmed answer, and whether somebody stopped the search before its end."""

    answer: Answer
    stopped_early: bool


def solve_apart(
    statement: Statement,
    effort: Effort,
    heard: Callable[[Answer], None],
    notify: Callable[[str], None] = lambda _: None,
    solvers: Solvers | None = None,
) -> Outcome:
    """Solve in processes of their own, one per island, and return the best confirmed answer.

    ``solvers`` may be loaded already.

    ``heard`` is called with every better answer, ``notify`` with what takes long. A
    KeyboardInterrupt ends the search: the best answer so far is polished and confirmed, and so
    it is when a process dies on the way with the best of all. Raises NoPlanError when all die
    without any answer, DisagreementError when the complete model refuses an answer.
    """
    errands = tuple(Errand(statement=statement, effort=each) for each in effort.on_islands())
    best: Answer | None = None
    last: dict[int, Answer] = {}
    try:
        for island, word in _voices(errands, solvers or Solvers()):
            _raise_what_went_wrong(errands[island], word)
            if word.news and island == 0:
                notify(word.news)
            if word.answer and word.last:
                last[island] = word.answer
            elif word.answer and (best is None or word.answer.objective < best.objective):
                best = word.answer
                heard(best)
    except KeyboardInterrupt:
        best = best or Answer(routes=(), objective=0)
        return Outcome(_finish(statement, best), stopped_early=True)
    finished = min(last.items(), key=lambda end: (end[1].objective, end[0]), default=None)
    if finished and (best is None or finished[1].objective <= best.objective):
        return Outcome(finished[1], stopped_early=False)
    if best is None:
        raise NoPlanError("the solver's process ended without an answer")
    return Outcome(_finish(statement, best), stopped_early=True)


def confirm_apart(statement: Statement, effort: Effort, answer: Answer) -> Answer:
    """Return the answer as the complete model reads it, in a process of its own.

    ``effort`` is what the answer came of. Raises DisagreementError when the model refuses the
    answer or prices it otherwise.
    """
    return _last_word(Errand(statement=statement, effort=effort, answer=answer))


def _finish(statement: Statement, best: Answer) -> Answer:
    """Polish and confirm an answer that was heard before the search ended."""
    orders = {route.shift: route.visits for route in best.routes}
    start = tuple(orders.get(shift, ()) for shift in range(len(statement.shifts)))
    return _last_word(Errand(statement=statement, effort=Effort(seconds=0, start=start)))


def _last_word(errand: Errand) -> Answer:
    for _, word in _voices((errand,), Solvers()):
        _raise_what_went_wrong(errand, word)
        if word.last and word.answer:
            return word.answer
    raise NoPlanError("the solver's process ended before its best answer was confirmed")


def _raise_what_went_wrong(errand: Errand, word: Word) -> None:
    if word.refusal and word.answer:
        raise Instance(
            reason=word.refusal,
            statement=errand.statement,
            effort=errand.effort,
            answer=word.answer,
        ).raised()
    if word.failure:
        raise NoPlanError(word.failure)


def _voices(errands: Sequence[Errand], solvers: Solvers) -> Iterator[tuple[int, Word]]:
    """Send a child per errand and yield what each says, with its number, until all are done."""
    said: SimpleQueue[tuple[int, Word | None]] = SimpleQueue()
    children: list[subprocess.Popen[bytes]] = []
    threads: list[Thread] = []
    try:
        for number, errand in enumerate(errands):
            children.append(solvers.take(loaded=errand.effort.engine == "own"))
            text = errand.model_dump_json(context=DENSE).encode()
            threads.append(Thread(target=_converse, args=(children[-1], text, number, said)))
            threads[-1].start()
        talking = len(children)
        while talking:
            number, word = said.get()
            if word is None:
                talking -= 1
            else:
                yield number, word
    finally:
        for child in children:
            child.kill()
            child.wait()
        for thread in threads:
            if thread.ident is not None:  # an interrupt may come before it was started
                thread.join()


def _converse(
    child: "subprocess.Popen[bytes]",
    errand: bytes,
    number: int,
    said: "SimpleQueue[tuple[int, Word | None]]",
) -> None:
    """Hand the errand to a child and pass on its words; None is the last one."""
    try:
        with suppress(BrokenPipeError, ValidationError), child:
            if child.stdin and child.stdout:
                child.stdin.write(errand)
                child.stdin.close()
                for line in child.stdout:
                    said.put((number, Word.model_validate_json(line)))
    finally:
        said.put((number, None))
