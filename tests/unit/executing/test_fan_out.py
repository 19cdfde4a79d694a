"""Every task comes back exactly once, whoever dies on the way."""

import json
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.executing import at_work
from visitplan.executing.fan_out import Work, fan_out
from visitplan.executing.processes import processes
from visitplan.executing.store import Store
from visitplan.executing.task import Result, Task, key_of


def task(number: int) -> Task:
    return Task(key_of(number=number), json.dumps(number))


def on_processes() -> Executor:
    return processes(2)


def all_of(work: Work, numbers: list[int], store: Store) -> dict[str, Result]:
    results = list(fan_out(work, map(task, numbers), store, on_processes, at_once=3))
    assert len(results) == len({result.key for result in results})
    return {result.key: result for result in results}


def value(results: dict[str, Result], number: int) -> str | None:
    return results[key_of(number=number)].value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "results")


def test_every_task_brings_its_result(store: Store) -> None:
    results = all_of(at_work.doubled, list(range(10)), store)

    assert [value(results, number) for number in range(10)] == [str(2 * n) for n in range(10)]


def test_what_is_in_the_store_is_not_done_again(store: Store) -> None:
    all_of(at_work.doubled, [1, 2], store)

    again = all_of(at_work.defective, [1, 2], store)

    assert [value(again, number) for number in (1, 2)] == ["2", "4"]
    assert not any(result.is_new for result in again.values())


def test_an_error_of_ours_is_told_in_its_words_and_another_by_its_kind(store: Store) -> None:
    assert next(iter(all_of(at_work.refused, [7], store).values())).failure == "no plan for 7"
    defect = next(iter(all_of(at_work.defective, [8], store).values()))
    assert defect.failure == "a defect (ValueError)"


def test_a_failure_is_tried_again_by_the_next_run(store: Store) -> None:
    all_of(at_work.refused, [7], store)

    assert value(all_of(at_work.doubled, [7], store), 7) == "14"


def test_a_worker_that_dies_once_costs_nothing_but_time(store: Store, tmp_path: Path) -> None:
    tasks = [Task(str(n), json.dumps((n, str(tmp_path / f"seen-{n}")))) for n in range(3)]

    results = list(fan_out(at_work.deadly_once, tasks, store, on_processes, at_once=1))

    assert {result.key: result.value for result in results} == {"0": "0", "1": "2", "2": "4"}


def test_only_the_task_that_kills_its_workers_fails(store: Store) -> None:
    results = all_of(at_work.deadly_when_negative, [1, 2, -3, 4, 5, 6], store)

    failed = [key for key, result in results.items() if result.failure]
    assert failed == [key_of(number=-3)]
    assert results[failed[0]].failure == "its worker died 3 times"
    assert [value(results, n) for n in (1, 2, 4, 5, 6)] == ["2", "4", "8", "10", "12"]


def test_never_more_tasks_are_drawn_than_there_is_room_for(store: Store) -> None:
    drawn = 0

    def drawing() -> Iterator[Task]:
        nonlocal drawn
        for number in range(100):
            drawn += 1
            yield task(number)

    results = fan_out(at_work.doubled, drawing(), store, lambda: ThreadPoolExecutor(1), at_once=4)
    next(results)

    assert drawn <= 8
    results.close()  # type: ignore[attr-defined]


def test_what_was_done_before_the_end_is_kept(store: Store) -> None:
    results = fan_out(
        at_work.doubled, map(task, range(50)), store, lambda: ThreadPoolExecutor(1), at_once=2
    )
    done = next(results)
    results.close()  # type: ignore[attr-defined]

    assert store.get(done.key) == done.value


class _Freed:
    """Interrupts when it is freed, where Python drops whatever is raised."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_an_interrupt_where_python_would_drop_it_ends_the_work(store: Store) -> None:
    def drawing() -> Iterator[Task]:
        yield task(1)
        _Freed()
        yield from map(task, range(2, 50))

    results = fan_out(at_work.doubled, drawing(), store, lambda: ThreadPoolExecutor(1), at_once=2)
    with pytest.raises(KeyboardInterrupt):
        list(results)

    assert store.get(task(49).key) is None


def test_an_interrupt_among_results_that_are_known_is_heard_before_the_next(store: Store) -> None:
    for number in range(9):
        store.put(task(number).key, "done")
    results = fan_out(at_work.doubled, map(task, range(9)), store, on_processes, at_once=2)
    next(results)
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        next(results)


@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(st.integers(0, 20), max_size=30, unique=True), at_once=st.integers(1, 9))
def test_whatever_the_order_each_comes_back_once(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], at_once: int
) -> None:
    store = Store(tmp_path_factory.mktemp("results"))

    results = list(
        fan_out(
            at_work.doubled,
            map(task, numbers),
            store,
            lambda: ThreadPoolExecutor(3),
            at_once=at_once,
        )
    )

    assert sorted(r.key for r in results) == sorted(key_of(number=n) for n in numbers)
    assert all(store.get(result.key) == result.value for result in results)
