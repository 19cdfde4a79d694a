"""Writers of one process: first come, first served; who waits too long leaves no hole."""

import threading
import time

import pytest

from visitplan.errors import StorageError
from visitplan.storage.turns import Turns

LONG = 30.0


def queued(turns: Turns, names: list[str], done: list[str]) -> list[threading.Thread]:
    """Start writers one by one, each waiting before the next comes."""
    threads = []
    for name in names:
        thread = threading.Thread(target=_write, args=(turns, name, done))
        thread.start()
        threads.append(thread)
        while len(turns._waiting) < len(threads):
            time.sleep(0.001)
    return threads


def _write(turns: Turns, name: str, done: list[str]) -> None:
    with turns:
        done.append(name)


def test_writers_go_in_the_order_in_which_they_came() -> None:
    turns, done, names = Turns(LONG), list[str](), [str(number) for number in range(8)]
    with turns:
        threads = queued(turns, names, done)
    for thread in threads:
        thread.join()
    assert done == names


def test_who_waits_too_long_is_told_and_the_others_go_on() -> None:
    turns, done = Turns(0.05), list[str]()
    with turns, pytest.raises(StorageError, match="too many write at once"):
        turns.__enter__()
    _write(turns, "next", done)
    assert (done, turns._taken, len(turns._waiting)) == (["next"], False, 0)


def test_who_fails_in_his_turn_hands_it_on() -> None:
    turns, done = Turns(LONG), list[str]()
    with pytest.raises(RuntimeError), turns:
        raise RuntimeError
    _write(turns, "next", done)
    assert done == ["next"]
