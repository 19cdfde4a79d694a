"""The parent's side of the solvers' processes: hand out errands, pass on what is said, end them."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread

from pydantic import ValidationError

from visitplan.errors import NoPlanError
from visitplan.routing.child import Errand, Word
from visitplan.routing.disagreement import Instance
from visitplan.routing.meetings import Meetings
from visitplan.routing.search.meeting import Standing
from visitplan.routing.solvers import Solvers
from visitplan.routing.table import DENSE

Said = SimpleQueue[tuple[int, Word | None]]


@contextmanager
def talking(errands: Sequence[Errand], solvers: Solvers) -> "Iterator[Talk]":
    """Send a child per errand and lend the talk with them; no child outlives the block."""
    talk = Talk(errands, solvers)
    try:
        yield talk
    finally:
        talk.end()


class Talk:
    """Some children with an errand each, and what they say."""

    def __init__(self, errands: Sequence[Errand], solvers: Solvers) -> None:
        self._errands, self._solvers = errands, solvers
        self._said: Said = SimpleQueue()
        self._children: list[subprocess.Popen[bytes]] = []
        self._threads: list[Thread] = []
        self._talking, self._begun = 0, False
        self._meetings = Meetings(len(errands))

    def _begin(self) -> None:
        self._begun = True
        for number, errand in enumerate(self._errands):
            self._children.append(self._solvers.take(loaded=errand.effort.engine == "own"))
            text = errand.model_dump_json(context=DENSE).encode() + b"\n"
            hand = Thread(target=_converse, args=(self._children[-1], text, number, self._said))
            self._threads.append(hand)
            self._talking += 1
            hand.start()

    def words(self, patience: float | None = None) -> Iterator[tuple[int, Word]]:
        """Hand out the errands, once; yield what each child says, with its number, until the end.

        With ``patience``, until nobody has said anything for so many seconds. Raises
        DisagreementError when the complete model refuses an answer, NoPlanError when a child has
        none.
        """
        if not self._begun:
            self._begin()
        with suppress(Empty):
            while self._talking:
                number, word = self._said.get(timeout=patience)
                self._attend(number, word)
                if word is None:
                    self._talking -= 1
                elif word.standing is None:
                    _raise_what_went_wrong(self._errands[number], word)
                    yield number, word

    def _attend(self, number: int, word: Word | None) -> None:
        """Let a child come to the meeting or leave it; answer all when nobody is awaited."""
        if word is None or word.last:
            self._meetings.leave(number)
        elif word.standing is not None:
            self._meetings.come(number, word.standing)
        for island, standing in self._meetings.decided().items():
            _tell(self._children[island], standing)

    def stop(self) -> None:
        """Ask the searches to end; one that cannot hear this is ended."""
        self._begun = True
        for child, errand in zip(self._children, self._errands, strict=False):
            try:
                own = errand.effort.engine == "own"
                child.send_signal(signal.SIGINT if own else signal.SIGTERM)
            except ValueError:  # Windows has no such signals
                child.kill()

    def end(self) -> None:
        """End the children, whatever they do."""
        for child in self._children:
            child.kill()
            child.wait()
        for thread in self._threads:
            if thread.ident is not None:  # an interrupt may come before it was started
                thread.join()


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


def _tell(child: "subprocess.Popen[bytes]", standing: Standing) -> None:
    """Say from where to go on; a child that has ended does not hear it."""
    with suppress(BrokenPipeError, ValueError):
        if child.stdin:
            child.stdin.write(standing.model_dump_json().encode() + b"\n")
            child.stdin.flush()


def _converse(child: "subprocess.Popen[bytes]", errand: bytes, number: int, said: Said) -> None:
    """Hand the errand to a child and pass on its words; None is the last one."""
    try:
        with suppress(BrokenPipeError, ValidationError), child:
            if child.stdin and child.stdout:
                child.stdin.write(errand)
                child.stdin.flush()
                for line in child.stdout:
                    said.put((number, Word.model_validate_json(line)))
    finally:
        said.put((number, None))
