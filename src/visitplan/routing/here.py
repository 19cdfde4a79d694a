"""Solving inside of this process, for whoever runs many searches one after the other.

Loading OR-Tools and the compiled search takes seconds; a process that solves day after day does
so once. What aborts it takes it along: that is for whoever started it to outlive.
"""

from collections.abc import Callable

from visitplan.domain.value import Value
from visitplan.errors import DisagreementError, NoPlanError
from visitplan.routing.child import Errand
from visitplan.routing.disagreement import Instance, RefusedError
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement
from visitplan.routing.table import DENSE

GoOn = Callable[[], bool]


class Reply(Value):
    """What a search elsewhere answers: the confirmed answer, or what the model disagrees about."""

    answer: Answer | None = None
    reason: str | None = None
    instance: str = ""


def solve_here(statement: Statement, effort: Effort, go_on: GoOn = lambda: True) -> Outcome:
    """Return the best confirmed answer of all islands, searched one after the other.

    The search ends early, with a complete answer, when ``go_on`` says no. Raises
    DisagreementError when the complete model refuses an answer.
    """
    answers = [_searched(statement, each, go_on) for each in effort.on_islands()]
    best = min(answers, key=lambda answer: answer.objective)
    return Outcome(best, stopped_early=not go_on())


def _searched(statement: Statement, effort: Effort, go_on: GoOn) -> Answer:
    from visitplan.routing.search.ready import make_ready  # noqa: PLC0415 - slow to load, as
    from visitplan.routing.search.solve import solve  # noqa: PLC0415 - OR-Tools is

    make_ready(lambda _: None)
    try:
        return solve(statement, effort, lambda _: None, go_on)
    except RefusedError as refused:
        if refused.answer is None:
            raise NoPlanError(str(refused)) from refused
        raise Instance(
            reason=str(refused), statement=statement, effort=effort, answer=refused.answer
        ).raised() from refused


def asked(statement: Statement, effort: Effort) -> str:
    """Return what is sent to a search elsewhere: JSON of whole numbers, nothing personal."""
    return Errand(statement=statement, effort=effort).model_dump_json(context=DENSE)


def reply_to(errand: str) -> str:
    """Return the ``Reply``, as JSON, to what ``asked`` has made."""
    wanted = Errand.model_validate_json(errand)
    try:
        found = solve_here(wanted.statement, wanted.effort)
    except DisagreementError as error:
        return Reply(reason=str(error), instance=error.instance).model_dump_json()
    return Reply(answer=found.answer).model_dump_json()


def outcome_of(reply: str) -> Outcome:
    """Return what a reply holds; raises DisagreementError where it tells of one."""
    read = Reply.model_validate_json(reply)
    if read.answer is None:
        raise DisagreementError(read.reason or "no answer", read.instance)
    return Outcome(read.answer, stopped_early=False)
