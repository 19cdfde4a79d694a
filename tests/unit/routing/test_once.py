"""Several processes that need the same compiled code: one makes it, the others wait for it."""

import threading
from pathlib import Path

import pytest

from visitplan.routing.search.once import once


class Compiler:
    """Compiles for as long as it is told to, and notes what it found when it began."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.began, self.may_end = folder, threading.Event(), threading.Event()
        self.found: list[bool] = []

    def slowly(self) -> None:
        self.began.set()
        self.may_end.wait(10)
        (self.folder / "code").touch()

    def look(self) -> None:
        self.found.append((self.folder / "code").exists())


def test_who_comes_while_another_compiles_waits_and_finds_all_of_it(tmp_path: Path) -> None:
    compiler = Compiler(tmp_path)
    first = threading.Thread(target=once, args=(tmp_path, compiler.slowly))
    second = threading.Thread(target=once, args=(tmp_path, compiler.look))
    first.start()
    assert compiler.began.wait(10)
    second.start()
    compiler.may_end.set()
    first.join()
    second.join()

    assert compiler.found == [True]


def test_one_who_fails_holds_up_nobody(tmp_path: Path) -> None:
    compiler = Compiler(tmp_path)

    def fail() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        once(tmp_path, fail)
    once(tmp_path, compiler.look)
    assert compiler.found == [False]


def test_where_nothing_can_be_written_everybody_compiles(tmp_path: Path) -> None:
    compiler = Compiler(tmp_path)
    once(tmp_path / "nowhere", compiler.look)
    once(tmp_path / "nowhere", compiler.look)
    assert compiler.found == [False, False]
