"""Where branches lie: folders, or the rows of a table."""

from pathlib import Path

import pytest

from visitplan.errors import InputError
from visitplan.intake.day_folders import DayFolder, day_folders


def a_branch(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "day.toml").touch()
    return folder


def test_the_folders_that_hold_a_day_are_branches_by_their_names(tmp_path: Path) -> None:
    south, north = a_branch(tmp_path / "south"), a_branch(tmp_path / "north")
    (tmp_path / "notes").mkdir()

    assert day_folders(tmp_path) == (DayFolder("north", north), DayFolder("south", south))


def test_a_folder_without_branches_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no folder with a day\.toml"):
        day_folders(tmp_path)


def test_a_table_names_branches_and_their_folders_from_where_it_lies(tmp_path: Path) -> None:
    table = tmp_path / "branches.csv"
    table.write_text("branch,folder\nNord,days/n\n,days/s\n")

    assert day_folders(table) == (
        DayFolder("Nord", tmp_path / "days/n"),
        DayFolder("s", tmp_path / "days/s"),
    )


@pytest.mark.parametrize("name", ["..", "a/b", ".hidden", "x" * 101])
def test_a_name_that_would_leave_the_output_is_refused(tmp_path: Path, name: str) -> None:
    table = tmp_path / "branches.csv"
    table.write_text(f"branch,folder\n{name},n\n")

    with pytest.raises(InputError, match="cannot name a folder"):
        day_folders(table)


def test_equal_names_are_refused_whatever_their_capitals(tmp_path: Path) -> None:
    table = tmp_path / "branches.csv"
    table.write_text("branch,folder\nNord,n\nnord,m\n")

    with pytest.raises(InputError, match="2 branches are named nord"):
        day_folders(table)
