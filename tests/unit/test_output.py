"""The output folder: all files or none, and nothing of an earlier plan outlives it."""

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from visitplan.app.output import write_files, write_folders
from visitplan.errors import OutputError


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_all_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "2026-11-24" / "deep"
    write_files(folder, {"index.html": b"a", "plan.json": b"b"})

    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {
        "index.html": b"a",
        "plan.json": b"b",
    }


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    write_files(tmp_path, {"plan.json": b"{}"})

    assert stat.S_IMODE((tmp_path / "plan.json").stat().st_mode) == 0o600


def test_an_earlier_plan_is_replaced(tmp_path: Path) -> None:
    write_files(tmp_path, {"plan.json": b"old"})
    write_files(tmp_path, {"plan.json": b"new"})

    assert (tmp_path / "plan.json").read_bytes() == b"new"
    assert names(tmp_path) == {"plan.json"}


def test_one_file_that_cannot_be_written_leaves_all_old_ones(tmp_path: Path) -> None:
    write_files(tmp_path, {"index.html": b"old", "plan.json": b"old"})

    with files_up_to(1000), pytest.raises(OutputError, match=str(tmp_path)):
        write_files(tmp_path, {"index.html": b"new", "plan.json": b"new" * 1000})

    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        "index.html": b"old",
        "plan.json": b"old",
    }


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let the system refuse whatever is larger, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_folder_whose_name_is_taken_by_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "maps").write_text("a file")

    with pytest.raises(OutputError, match="maps"):
        write_files(tmp_path / "maps", {"plan.json": b""})
    assert (tmp_path / "maps").read_text() == "a file"


def test_agents_files_of_an_earlier_plan_do_not_outlive_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"agent-A01-1.html": b"", "agent-A02-1.gpx": b"", "agent-A02-1.ics": b""})
    write_files(tmp_path, {"agent-A01-1.html": b"new"})

    assert names(tmp_path) == {"agent-A01-1.html"}


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_files(tmp_path, {"plan.json": b""})

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_one_folder_that_cannot_be_written_leaves_all_others_as_they_were(tmp_path: Path) -> None:
    first, second = tmp_path / "2026-11-24", tmp_path / "2026-11-25"
    write_files(first, {"plan.json": b"old"})
    second.write_bytes(b"in the way")

    with pytest.raises(OutputError, match="2026-11-25"):
        write_folders({first: {"plan.json": b"new"}, second: {"plan.json": b"new"}})
    assert (first / "plan.json").read_bytes() == b"old"
    assert names(first) == {"plan.json"}
