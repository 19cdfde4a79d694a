"""Hand out tasks to an executor, and bring back a result or a reason for each of them."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress

from visitplan.errors import VisitplanError
from visitplan.executing.interrupts import Interrupts, held_back
from visitplan.executing.store import Store
from visitplan.executing.task import Result, Task

Work = Callable[[str], str]
MakeExecutor = Callable[[], Executor]

LISTENING_SECONDS = 0.2
"""How often the wait for the next result looks up for an interrupt."""

MOST_DEATHS = 3
"""A task during which so many workers died is not tried again: it may be what kills them."""


def fan_out(
    work: Work,
    tasks: Iterable[Task],
    store: Store,
    make_executor: MakeExecutor,
    *,
    at_once: int,
) -> Generator[Result, None, None]:
    """Yield what became of each task, exactly once, in the order in which they end.

    Tasks are drawn as there is room for them: never are more than ``at_once`` under way. What the
    store has is not done again; what is done is in the store before it is told. When a worker
    dies, and its executor with it, a new one goes on with what was under way; a task that was
    under way twice then runs alone, so that of several only the guilty one fails.

    ``work`` is a function of a module, since it is sent to processes by its name. A failure that
    is an error of visitplan is told in its words, any other by its kind alone. Closing the
    iterator ends the work: what is under way is lost, what is done is kept.

    From the first result asked for until the iterator is closed, Ctrl-C and SIGTERM are held
    back, and heard only while this waits or has told a result: none is lost, and none leaves a
    worker that nobody knows of.

    Raises OutputError when the store cannot be written, KeyboardInterrupt when interrupted.
    """
    with held_back() as interrupts:
        handing = _Handing(work, store, make_executor, interrupts)
        try:
            yield from handing.through(iter(tasks), at_once)
        finally:
            handing.dismiss()


class _Handing:
    """An executor with what it has under way."""

    def __init__(
        self, work: Work, store: Store, make_executor: MakeExecutor, interrupts: Interrupts
    ) -> None:
        self._work, self._store, self._make_executor = work, store, make_executor
        self._interrupts = interrupts
        self._executor: Executor | None = None
        self._under_way: dict[Future[str], Task] = {}
        self._again: list[Task] = []
        self._deaths: dict[str, int] = {}

    def through(self, tasks: Iterator[Task], at_once: int) -> Iterator[Result]:
        """Yield what becomes of all tasks."""
        while True:
            yield from self._take(tasks, at_once)
            if self._under_way:
                yield from self._ended()
            elif not self._again:
                return

    def dismiss(self) -> None:
        """Give up what is under way."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def _take(self, tasks: Iterator[Task], at_once: int) -> Iterator[Result]:
        """Hand out tasks while there is room, the ones whose workers died first and alone."""
        while self._again and (not self._under_way or not self._is_suspect(self._again[0])):
            self._hand_out(self._again.pop(0))
        if self._again or any(map(self._is_suspect, self._under_way.values())):
            return
        for task in tasks:
            known = self._store.get(task.key)
            if known is not None:
                yield Result(task.key, known, is_new=False)
                self._interrupts.deliver()
                continue
            self._hand_out(task)
            if len(self._under_way) >= at_once:
                return

    def _is_suspect(self, task: Task) -> bool:
        return self._deaths.get(task.key, 0) > 1

    def _hand_out(self, task: Task) -> None:
        if self._executor is None:
            self._executor = self._make_executor()
        try:
            self._under_way[self._executor.submit(self._work, task.payload)] = task
        except BrokenExecutor:  # it died between two tasks
            self._again.append(task)
            self._replace_executor()

    def _ended(self) -> Iterator[Result]:
        is_broken = False
        for future in self._wait():
            task = self._under_way.pop(future)
            try:
                result = self._result(task, future)
            except BrokenExecutor:
                is_broken = True
                yield from self._died(task)
            else:
                yield result
        if is_broken:
            yield from self._all_died()

    def _wait(self) -> set[Future[str]]:
        """Return what has ended, once something has; this is where an interrupt is heard."""
        ended: set[Future[str]] = set()
        while not ended:
            self._interrupts.deliver()
            ended, _ = wait(self._under_way, LISTENING_SECONDS, FIRST_COMPLETED)
        return ended

    def _result(self, task: Task, future: Future[str]) -> Result:
        try:
            value = future.result()
        except BrokenExecutor:
            raise
        except VisitplanError as error:
            return Result(task.key, failure=str(error), error=error)
        except Exception as error:  # noqa: BLE001 - one task's defect is not the others'
            return Result(task.key, failure=f"a defect ({type(error).__name__})")
        self._store.put(task.key, value)
        return Result(task.key, value)

    def _all_died(self) -> Iterator[Result]:
        """Count a death for all that was under way in an executor that broke."""
        for future, task in list(self._under_way.items()):
            if future.done() and future.exception() is None:
                yield self._result(task, future)
            else:
                yield from self._died(task)
        self._under_way.clear()
        self._replace_executor()

    def _died(self, task: Task) -> Iterator[Result]:
        self._deaths[task.key] = self._deaths.get(task.key, 0) + 1
        if self._deaths[task.key] >= MOST_DEATHS:
            yield Result(task.key, failure=f"its worker died {MOST_DEATHS} times")
        else:
            self._again.append(task)

    def _replace_executor(self) -> None:
        if self._executor is not None:
            with suppress(BrokenExecutor):
                self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None
