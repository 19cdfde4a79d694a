"""Files are written whole; a folder stays small without losing what is in use."""

import os
from pathlib import Path

import pytest

from visitplan.travel.keeping import SPARED_SECONDS, mark_used, remove_least_used, write_whole

NEWEST = 1_000_000_000


def an_entry(folder: Path, name: str, age: int, size: int = 100) -> Path:
    file = folder / name
    file.write_bytes(b"x" * size)
    os.utime(file, (NEWEST - age, NEWEST - age))
    return file


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_those_not_used_for_longest_make_room(tmp_path: Path) -> None:
    for number in range(5):
        an_entry(tmp_path, f"{number}.npz", age=10_000 - number)
    remove_least_used(tmp_path, an_entry(tmp_path, "new.npz", age=0), largest=350)
    assert names(tmp_path) == {"new.npz", "3.npz", "4.npz"}


def test_nothing_is_removed_while_there_is_room(tmp_path: Path) -> None:
    an_entry(tmp_path, "old.npz", age=10_000)
    remove_least_used(tmp_path, an_entry(tmp_path, "new.npz", age=0), largest=200)
    assert names(tmp_path) == {"new.npz", "old.npz"}


def test_what_may_be_in_use_stays_whatever_the_size(tmp_path: Path) -> None:
    an_entry(tmp_path, "used.npz", age=SPARED_SECONDS - 1)
    remove_least_used(tmp_path, an_entry(tmp_path, "new.npz", age=0, size=900), largest=100)
    assert names(tmp_path) == {"new.npz", "used.npz"}


def test_a_use_puts_a_file_last_in_the_order(tmp_path: Path) -> None:
    old, older = an_entry(tmp_path, "old.npz", age=9_000), an_entry(tmp_path, "a.npz", age=9_999)
    mark_used(older)
    assert older.stat().st_mtime > old.stat().st_mtime


def test_halves_that_were_left_behind_go_and_files_of_another_kind_stay(tmp_path: Path) -> None:
    an_entry(tmp_path, ".half-1.npz", age=10_000)
    an_entry(tmp_path, ".half-2.npz", age=10)
    an_entry(tmp_path, "notes.json", age=99_999, size=9_999)
    remove_least_used(tmp_path, an_entry(tmp_path, "new.npz", age=0), largest=10**6)
    assert names(tmp_path) == {".half-2.npz", "new.npz", "notes.json"}


def test_a_file_that_fails_half_way_leaves_nothing_and_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "kept.npz"
    write_whole(file, lambda opened: opened.write(b"first"))

    def fails(opened: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(file, fails)
    assert file.read_bytes() == b"first"
    assert names(tmp_path) == {"kept.npz"}
