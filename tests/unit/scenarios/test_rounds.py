"""What the search of scenarios does when something is not as hoped."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from builders import a_day
from strategies import BEELINE
from visitplan.domain.comparison import Effort
from visitplan.errors import NoPlanError
from visitplan.executing.task import Result, Task
from visitplan.planning.ground import prepare
from visitplan.routing.beginning import orders_of
from visitplan.routing.here import reply_to
from visitplan.scenarios.fitting import fitted, routes_by_id
from visitplan.scenarios.kin import TODAY
from visitplan.scenarios.lent import Lent
from visitplan.scenarios.rounds import Field, begin_today, search_all

EFFORT = Effort(seeds=(1,), seconds=600, work=4)


def here(tasks: Iterable[Task]) -> Iterator[Result]:
    for task in tasks:
        yield Result(task.key, reply_to(task.payload))


def nowhere(tasks: Iterable[Task]) -> Iterator[Result]:
    for task in tasks:
        yield Result(task.key, failure="its worker died 3 times")


def test_a_day_that_cannot_be_searched_is_an_error() -> None:
    with pytest.raises(NoPlanError, match="its worker died"):
        begin_today(prepare(a_day(), BEELINE).stated, (), EFFORT, nowhere)


def test_a_scenario_that_cannot_be_searched_is_told_beside_the_others() -> None:
    stated = prepare(a_day(), BEELINE).stated
    starts = begin_today(stated, (), EFFORT, here)
    field = Field({TODAY: stated, "lost": stated}, {TODAY: (), "lost": (TODAY,)})
    ends = search_all(field, starts, EFFORT, nowhere, lambda _: None)
    assert ends.failures == dict.fromkeys((TODAY, "lost"), "its worker died 3 times")
    assert ends.answers == {}


def test_a_day_on_which_nobody_is_on_duty_costs_its_penalties() -> None:
    stated = prepare(a_day(shifts=()), BEELINE).stated
    starts = begin_today(stated, (), EFFORT, nowhere)
    assert starts[1].objective == 0
    assert stated.hopeless_ticks > 0


def test_a_plan_fits_where_it_came_from_at_its_price() -> None:
    stated = prepare(a_day(), BEELINE).stated
    answer = begin_today(stated, (), EFFORT, here)[1]
    again = fitted(stated.statement, orders_of(stated, routes_by_id(stated, answer)))
    assert again is not None
    assert again.objective == answer.objective


def test_a_plan_does_not_fit_where_shifts_are_too_short() -> None:
    day = a_day()
    stated = prepare(day, BEELINE).stated
    answer = begin_today(stated, (), EFFORT, here)[1]
    hours = day.shifts[0].hours
    short = hours.model_copy(update={"closing": hours.opening.replace(minute=30)})
    shifts = (day.shifts[0].model_copy(update={"hours": short}),)
    narrow = prepare(a_day(shifts=shifts), BEELINE).stated
    assert fitted(narrow.statement, orders_of(narrow, routes_by_id(stated, answer))) is None


class Broken(Executor):
    """Dies at once."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise BrokenProcessPool


def test_a_lent_executor_stays_when_a_round_ends_and_is_replaced_when_it_broke() -> None:
    made: list[Executor] = [Broken(), ThreadPoolExecutor(1)]
    with Lent(lambda: made.pop(0)) as lent:
        assert lent.submit(int, "1").result() == 1
        lent.shutdown(cancel_futures=True)
        assert lent.submit(int, "2").result() == 2
    assert made == []
