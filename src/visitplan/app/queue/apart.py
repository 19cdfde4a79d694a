"""The server's side of a process that does an errand: start it, hear it, end it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread

from pydantic import ValidationError

from visitplan.app.queue.child import Word
from visitplan.domain.value import Value

PATIENCE_SECONDS = 5.0
"""How long a process that is told to end may take to end its own solvers."""


class Apart:
    """A process and what it says."""

    def __init__(self, process: "subprocess.Popen[bytes]", errand: Value) -> None:
        self._process = process
        self._said: SimpleQueue[Word | None] = SimpleQueue()
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()
        with suppress(BrokenPipeError):
            stdin = process.stdin
            assert stdin is not None  # noqa: S101 - it was asked for
            stdin.write(errand.model_dump_json().encode() + b"\n")
            stdin.flush()

    def words(self, *, every: float) -> Iterator[Word | None]:
        """Yield what is said until nothing more is; None after ``every`` seconds of silence."""
        while True:
            try:
                word = self._said.get(timeout=every)
            except Empty:
                yield None
                continue
            if word is None:
                return
            yield word

    def keep_the_best(self) -> None:
        """End the search, and have the best plan found until then published."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> None:
        """End the process, and by it its solvers."""
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._ear.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _listen(self) -> None:
        try:
            with suppress(ValidationError):
                for line in self._process.stdout or ():
                    self._said.put(Word.model_validate_json(line))
        finally:
            self._said.put(None)


@contextmanager
def apart(module: str, errand: Value) -> Iterator[Apart]:
    """Do an errand in a process of its own, which does not outlive the block.

    ``module`` is run for it, and does what ``child.do_errand`` does.
    """
    process = subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    own = Apart(process, errand)
    try:
        yield own
    finally:
        own.end()
