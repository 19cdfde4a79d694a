"""Changes that many ask for at once: one commit for all, and nobody suffers by another's."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from kept import NOON, a_day, a_plan, a_report
from sqlalchemy import event

from visitplan.errors import ConflictError, StorageError
from visitplan.storage import outcomes
from visitplan.storage.database import Connection, Database
from visitplan.storage.together import MOST, Together

DAY = "day-1"


@pytest.fixture
def kept(database: Database) -> Database:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
    return database


class AtOnce(NamedTuple):
    """What came of reports that were asked for at once, and in how many commits."""

    asked: list[Future[bool]]
    commits: int


def at_once(database: Database, numbers: list[int]) -> AtOnce:
    """Let somebody be at work while many ask, so that all of these are made in one turn."""
    held, go_on = threading.Event(), threading.Event()

    def long(connection: Connection) -> None:
        held.set()
        go_on.wait(20)

    with ThreadPoolExecutor(len(numbers) + 1) as pool:
        pool.submit(database.write_with_others, DAY, long)
        held.wait(20)
        asked = [pool.submit(reported, database, number) for number in numbers]
        while len(database._together._queues[DAY].waiting) < len(numbers):
            time.sleep(0.001)
        with counted_commits(database) as commits:
            go_on.set()
            for each in asked:
                each.exception()
    return AtOnce(asked, len(commits))


@contextmanager
def counted_commits(database: Database) -> Iterator[list[Connection]]:
    commits = list[Connection]()
    note = commits.append
    event.listen(database.engine, "commit", note)
    yield commits
    event.remove(database.engine, "commit", note)


def reported(database: Database, number: int) -> bool:
    """Report a number; those below zero say something else under the id of their opposite."""
    report = a_report(abs(number), **({"code": "PTP"} if number < 0 else {}))
    recorded: bool = database.write_with_others(
        DAY, lambda connection: outcomes.record(connection, report, at=NOON)
    ).is_new
    return recorded


def stored(database: Database) -> list[str]:
    with database.read() as connection:
        return [each.phone_id for each in outcomes.since(connection, 0)]


def test_what_is_asked_for_at_once_is_committed_once(kept: Database) -> None:
    made = at_once(kept, [1, 2, 3, 4, 5])
    assert all(each.result() for each in made.asked)
    assert made.commits == 2, "the one that they waited for, and theirs"
    assert sorted(stored(kept)) == [f"press-{number}" for number in (1, 2, 3, 4, 5)]


def test_one_that_is_refused_harms_no_other(kept: Database) -> None:
    reported(kept, 1)
    second, other, third = at_once(kept, [2, -1, 3]).asked
    assert second.result()
    assert third.result()
    assert isinstance(other.exception(), ConflictError)
    assert stored(kept) == ["press-1", "press-2", "press-3"]


def test_the_same_twice_at_once_is_kept_once(kept: Database) -> None:
    asked = at_once(kept, [1, 1]).asked
    assert sorted(each.result() for each in asked) == [False, True]
    assert stored(kept) == ["press-1"]


def test_what_is_answered_is_seen_by_others(kept: Database) -> None:
    for number in range(1, 4):
        reported(kept, number)
        assert f"press-{number}" in stored(kept)


def no_database() -> Any:
    raise StorageError("the disk is full")


def test_where_the_database_is_not_to_be_had_all_are_told_at_once() -> None:
    together, tries = Together(no_database), list[int]()
    with pytest.raises(StorageError, match="disk is full"):
        together.make(DAY, lambda _: tries.append(1))
    assert not tries


def test_more_than_one_turn_takes_are_made_in_several() -> None:
    turns = list[int]()

    @contextmanager
    def counting() -> Iterator[Any]:
        turns.append(1)
        yield None

    together = Together(counting)
    many = [together.make(DAY, answering(number)) for number in range(MOST + 1)]
    assert many == list(range(MOST + 1))


def answering(number: int) -> Callable[[Any], int]:
    return lambda _: number
