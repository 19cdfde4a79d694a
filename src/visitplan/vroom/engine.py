"""Our search in this very process: it is compiled, and cannot abort as OR-Tools can.

What it finds is not read by the OR-Tools model: VROOM's own rules are checked afterwards, by the
code that checks any given routes.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NamedTuple

from visitplan.errors import DisagreementError
from visitplan.routing.disagreement import Instance, RefusedError
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement

Report = Callable[[Answer], None]


class Found(NamedTuple):
    """The best answer, and whether somebody stopped the search before its end."""

    answer: Answer
    stopped_early: bool


def search_here(statement: Statement, effort: Effort, report: Report) -> Found:
    """Search until the effort is used up or Ctrl-C; every better answer is reported.

    The search has a thread of its own, so that an interrupt loses nothing of it. Raises
    DisagreementError when a route of the search has no timetable.
    """
    from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate  # noqa: PLC0415 - slow

    stopped = Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        go_on = lambda: not stopped.is_set()  # noqa: E731 - a question, not a function
        search = pool.submit(ruin_and_recreate, statement, effort, report, go_on)
        try:
            return Found(search.result(), stopped_early=False)
        except KeyboardInterrupt:
            stopped.set()
            return Found(search.result(), stopped_early=True)
        except RefusedError as refused:
            raise disagreed(str(refused), statement, effort, refused.answer) from refused


def disagreed(
    reason: str, statement: Statement, effort: Effort, answer: Answer | None
) -> DisagreementError:
    """Return the error that carries what search and check do not agree about."""
    empty = Answer(routes=(), objective=0)
    instance = Instance(reason=reason, statement=statement, effort=effort, answer=answer or empty)
    return instance.raised()
