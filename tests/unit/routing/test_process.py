"""The solver's own process: what it says is heard, and its death is no traceback."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import pytest
from small_statements import TICKS, a_statement, shift_terms, visit_terms

from visitplan.errors import NoPlanError
from visitplan.routing.confirm import confirm
from visitplan.routing.process import solve_apart
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import called_early
from visitplan.routing.statement import Answer, Statement


def a_day_of_work() -> Statement:
    visits = [visit_terms(1 + n % 3, penalty=20_000 * TICKS) for n in range(8)]
    return a_statement(visits, [shift_terms()])


def children() -> set[int]:
    """Return the processes that this thread has started and not yet ended (Linux)."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(pid) for pid in listed.read_text().split()}


needs_proc = pytest.mark.skipif(
    not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="no /proc here"
)


def test_better_answers_are_heard_and_the_last_one_is_the_best() -> None:
    heard: list[Answer] = []
    outcome = solve_apart(a_day_of_work(), Effort(seconds=60, work=1), heard.append)

    objectives = [answer.objective for answer in heard]
    assert objectives == sorted(objectives, reverse=True)
    assert outcome.answer.objective <= objectives[-1]
    assert not outcome.stopped_early


def test_an_interrupt_gives_the_best_so_far_and_ends_the_child() -> None:
    def interrupt(_: Answer) -> None:
        raise KeyboardInterrupt

    statement = a_day_of_work()
    outcome = solve_apart(statement, Effort(seconds=60), interrupt)

    assert outcome.stopped_early
    assert outcome.answer.routes
    assert confirm(statement, outcome.answer) == outcome.answer


def test_a_search_that_is_stopped_at_once_has_every_island_say_a_whole_plan() -> None:
    heard: list[Answer] = []

    def interrupt(answer: Answer) -> None:
        heard.append(answer)
        if len(heard) == 1:
            raise KeyboardInterrupt

    statement, effort = a_day_of_work(), Effort(seconds=60, islands=2)
    with called_early(2) as solvers:
        outcome = solve_apart(statement, effort, interrupt, solvers=solvers)

    assert outcome.stopped_early
    assert outcome.answer.objective <= heard[0].objective
    assert confirm(statement, outcome.answer) == outcome.answer


@needs_proc
def test_a_child_that_is_killed_on_the_way_still_leaves_its_best_answer() -> None:
    before = children()

    def kill(_: Answer) -> None:
        for child in children() - before:
            os.kill(child, signal.SIGKILL)

    outcome = solve_apart(a_day_of_work(), Effort(seconds=60), kill)
    assert outcome.stopped_early
    assert outcome.answer.routes
    assert children() == before


def test_a_child_that_dies_at_once_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(NoPlanError, match="without an answer"):
        solve_apart(a_day_of_work(), Effort(seconds=1), lambda _: None)


def test_solvers_called_early_find_what_others_find() -> None:
    statement, effort = a_day_of_work(), Effort(seconds=60, work=1, islands=2)
    with called_early(1) as solvers:
        early = solve_apart(statement, effort, lambda _: None, solvers=solvers)
    assert early == solve_apart(statement, effort, lambda _: None)


@needs_proc
def test_solvers_called_in_vain_are_ended_whatever_happens() -> None:
    before = children()
    with contextlib.suppress(KeyboardInterrupt), called_early(2):
        assert len(children() - before) == 2
        raise KeyboardInterrupt
    assert children() == before


@needs_proc
def test_or_tools_alone_waits_for_no_compiled_search() -> None:
    before = children()
    with called_early(1) as solvers:
        effort = Effort(seconds=60, work=1, engine="ortools")
        assert solve_apart(a_day_of_work(), effort, lambda _: None, solvers=solvers).answer.routes
        assert len(children() - before) == 1
    assert children() == before
