"""``visitplan learn``: figures out of contacts, in a file that the day reads."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pytest
from command import Command

from visitplan.app.learn import learn_from_branch, learn_from_folders
from visitplan.app.opening import read_day
from visitplan.errors import InputError
from visitplan.intake.template import write_template
from visitplan.simulation.at_home import home_by_case
from visitplan.storage.database import open_database

TUESDAY = datetime(2026, 1, 6, 16, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def command(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    made = Command(tmp_path, tmp_path_factory.getbasetemp() / "cache")
    yield made
    made.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A day whose ledger tells of visits on Tuesdays after six; three of four met somebody."""
    folder = tmp_path / "day"
    write_template(folder, today=date(2026, 11, 24))
    rows = [
        (f"OLD{n}", (TUESDAY + timedelta(weeks=n % 10, seconds=n)).isoformat(), "visit",
         "yes" if n % 4 else "no", "home")
        for n in range(80)
    ]  # fmt: skip
    with (folder / "contacts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "at", "channel", "reached", "place_kind"])
        writer.writerows(rows)
    return folder


def reading(folder: Path, section: str) -> None:
    settings = folder / "day.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[uncertainty]\n{section}\n", encoding="utf-8")


def test_what_was_learned_is_what_simulating_and_planning_reads(folder: Path) -> None:
    learned = learn_from_folders([folder], folder / "learned.toml", now=NOW)
    assert [(e.kind, e.weekday, e.hour, e.opened) for e in learned.hours] == [
        (None, "tue", 18, 60), ("home", "tue", 18, 60),
    ]  # fmt: skip
    reading(folder, 'learned = "learned.toml"')
    day = read_day(folder).day
    told, expected = day.uncertainty, learned.uncertainty
    assert set(told.home) == set(expected.home)
    assert told.model_copy(update={"home": ()}) == expected.model_copy(update={"home": ()})
    (chance,) = next(iter(home_by_case(day).values())).at(np.array([18 * 3600 + 600.0]))
    assert chance == pytest.approx((60 + 20 * (60 + 20 * 0.5) / 100) / 100, abs=0.001)


def test_ones_own_figures_win_over_what_was_learned(folder: Path) -> None:
    learn_from_folders([folder], folder / "learned.toml", now=NOW)
    own = '[uncertainty.home]\n"tue 18:00-19:00" = 0.9'
    reading(folder, f'learned = "learned.toml"\nservice = 0.1\n{own}')
    told = read_day(folder).day.uncertainty
    at_any = next(e for e in told.home if not e.kinds and e.begins == time(18))
    assert (told.service, at_any.chance) == (0.1, 0.9)


@pytest.mark.parametrize("name", ["learnt.toml", "../learned.toml", "learned.csv"])
def test_a_file_that_is_not_there_or_lies_elsewhere_is_refused(folder: Path, name: str) -> None:
    reading(folder, f'learned = "{name}"')
    with pytest.raises(InputError):
        read_day(folder)


def test_a_wrong_figure_in_the_file_is_found(folder: Path) -> None:
    (folder / "learned.toml").write_text("[uncertainty]\nservice = -1\n", encoding="utf-8")
    reading(folder, 'learned = "learned.toml"')
    with pytest.raises(InputError) as caught:
        read_day(folder)
    errors = [each.column for each in caught.value.findings if each.severity == "error"]
    assert errors == ["uncertainty.service"]


def test_a_ledger_told_twice_teaches_once(folder: Path) -> None:
    file = folder.parent / "figures.toml"
    once = learn_from_folders([folder], file, now=NOW)
    assert learn_from_folders([folder, folder], file, now=NOW) == once


def test_nobody_stands_in_the_file(folder: Path) -> None:
    learn_from_folders([folder], folder / "learned.toml", now=NOW)
    text = (folder / "learned.toml").read_text(encoding="utf-8")
    assert "OLD" not in text
    assert "60 of 80 opened" in text


def test_a_branch_of_the_database_teaches_the_same(command: Command, folder: Path) -> None:
    data = folder.parent / "kept"
    assert command.here("import", str(folder), "--branch", "north", "--data", str(data)).code == 0
    from_folder = learn_from_folders([folder], folder.parent / "a.toml", now=NOW)
    database = open_database(data / "visitplan.db")
    with database.read() as connection:
        from_branch = learn_from_branch(connection, "north", folder.parent / "b.toml")
    database.close()
    assert from_branch == from_folder
    assert (folder.parent / "a.toml").read_bytes() == (folder.parent / "b.toml").read_bytes()


def test_the_command_tells_what_it_learned_and_where_it_is(command: Command, folder: Path) -> None:
    ran = command.here("learn", str(folder))
    assert ran.code == 0, ran.err
    assert "80 visits" in ran.out
    assert (folder / "learned.toml").is_file()
    told = command.here("learn", str(folder), "--json").data
    assert told["hours"][0]["chance"] == 0.7


def test_nothing_to_learn_from_is_said_and_nothing_written(command: Command, folder: Path) -> None:
    (folder / "contacts.csv").write_text("case_id,at,channel,reached\n", encoding="utf-8")
    ran = command.here("learn", str(folder))
    assert ran.code == 2
    assert "VP-LN-001" in ran.err
    assert not (folder / "learned.toml").exists()
    assert command.here("learn").code == 2
    assert command.here("learn", str(folder), "--branch", "north").code == 2
