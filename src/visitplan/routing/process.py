"""Solving in processes of their own: what is heard from them, and how it ends."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from visitplan.errors import NoPlanError
from visitplan.routing.child import Errand, Word
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.statement import Answer, Statement
from visitplan.routing.talk import Talk, talking

PATIENCE_SECONDS = 20.0
"""How long a stopped search may take for its last words before somebody else says them."""


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

    Islands meet on the way, and go on from the cheapest routes that one of them has.

    ``solvers`` may be loaded already.

    ``heard`` is called with every better answer, ``notify`` with what takes long. A
    KeyboardInterrupt ends the search: the best answer so far is polished and confirmed, and so
    it is when a process dies on the way with the best of all. Raises NoPlanError when all die
    without any answer, DisagreementError when the complete model refuses an answer.
    """
    efforts = effort.on_islands()
    meets = len(efforts) > 1
    errands = tuple(Errand(statement=statement, effort=each, meets=meets) for each in efforts)
    ears = _Ears(heard, notify)
    with talking(errands, solvers or Solvers()) as talk:
        stopped = listen_until_stopped(ears, talk)
    finished = ears.finished
    if finished:
        return Outcome(finished, stopped)
    if ears.best is None and not stopped:
        raise NoPlanError("the solver's process ended without an answer")
    best = ears.best or Answer(routes=(), objective=0)
    return Outcome(_finish(statement, best), stopped_early=True)


def listen_until_stopped(ears: "_Ears", talk: Talk) -> bool:
    """Hear a search out; a KeyboardInterrupt ends it, and here alone leaves its best answer.

    Returns whether there was one; none may come any more while the last words are heard.
    """
    try:
        ears.listen(talk.words())
    except KeyboardInterrupt:
        talk.stop()
        ears.listen(talk.words(patience=PATIENCE_SECONDS))
        return True
    return False


class _Ears:
    """What was heard: the best answer on the way, and the last one of each island."""

    def __init__(self, heard: Callable[[Answer], None], notify: Callable[[str], None]) -> None:
        self.best: Answer | None = None
        self._last: dict[int, Answer] = {}
        self._heard, self._notify = heard, notify

    def listen(self, words: Iterable[tuple[int, Word]]) -> None:
        """Take in the words of all islands."""
        for island, word in words:
            if word.news and island == 0:
                self._notify(word.news)
            if word.answer and word.last:
                self._last[island] = word.answer
            elif word.answer and (self.best is None or word.answer.objective < self.best.objective):
                self.best = word.answer
                self._heard(word.answer)

    @property
    def finished(self) -> Answer | None:
        """The best last answer, None where none is as good as the best on the way."""
        ends = sorted(self._last.items(), key=lambda end: (end[1].objective, end[0]))
        if not ends or (self.best and self.best.objective < ends[0][1].objective):
            return None
        return ends[0][1]


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
    with talking((errand,), Solvers()) as talk:
        for _, word in talk.words():
            if word.last and word.answer:
                return word.answer
    raise NoPlanError("the solver's process ended before its best answer was confirmed")
