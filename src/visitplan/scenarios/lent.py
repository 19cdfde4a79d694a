"""An executor that several rounds of work share: loading the search takes longer than a round."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

Asked = ParamSpec("Asked")
Told = TypeVar("Told")


class Lent(Executor):
    """Stays when a round ends, and is replaced when it broke; leaving its context ends it."""

    def __init__(self, make_executor: Callable[[], Executor]) -> None:
        self._make_executor = make_executor
        self._executor = make_executor()

    def submit(
        self, fn: Callable[Asked, Told], /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Future[Told]:
        """Hand out work, to a new executor where this one has died."""
        try:
            return self._executor.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._executor = self._make_executor()
            return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stay: the next round goes on with it."""

    def __enter__(self) -> Self:
        """Lend it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take it back: what is under way is given up."""
        self._executor.shutdown(wait=False, cancel_futures=True)
