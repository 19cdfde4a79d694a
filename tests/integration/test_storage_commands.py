"""The commands of the database, run as people do."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command import Command, Ran
from sqlalchemy import text

from visitplan.app.init import init
from visitplan.storage.database import open_database


class AtDatabase:
    """Commands that all speak of one database."""

    def __init__(self, command: Command, where: str) -> None:
        self._command, self.where = command, where

    def __call__(self, *arguments: str | Path) -> Ran:
        return self._command.here(*arguments, "--data", self.where)


@pytest.fixture
def visitplan(tmp_path: Path, address: str) -> Iterator[AtDatabase]:
    run = Command(tmp_path, tmp_path / "cache")
    yield AtDatabase(run, address)
    run.end()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "day"
    init(folder, today=date(2026, 11, 24))
    return folder


def imported(visitplan: AtDatabase, folder: Path) -> None:
    assert visitplan("import", folder, "--branch", "kamppi").code == 0


def test_a_day_goes_in_and_comes_out(visitplan: AtDatabase, small: Path, tmp_path: Path) -> None:
    imported(visitplan, small)
    ran = visitplan("export", "2026-11-24", "out", "--branch", "kamppi")
    assert ran.code == 0
    assert (tmp_path / "out/cases.csv").read_bytes() == (small / "cases.csv").read_bytes()


def test_a_day_is_replaced_only_when_that_is_said(visitplan: AtDatabase, small: Path) -> None:
    imported(visitplan, small)
    again = visitplan("import", small, "--branch", "kamppi")
    assert (again.code, "version 1" in again.err) == (6, True)
    replaced = visitplan("import", small, "--branch", "kamppi", "--replace", "--json")
    assert replaced.data["version"] == 2


def test_what_is_backed_up_is_restored(visitplan: AtDatabase, small: Path, tmp_path: Path) -> None:
    imported(visitplan, small)
    made = visitplan("backup", "b.db", "--json").data
    other = AtDatabase(visitplan._command, str(tmp_path / "other"))
    assert other("restore", "b.db", "--json").data == {"rows": made["rows"], "seal": made["seal"]}
    assert other("restore", "b.db").code == 6
    assert other("audit", "verify", "--noted", made["seal"]).code == 0


def test_the_doctor_finds_a_new_database_well(visitplan: AtDatabase, small: Path) -> None:
    imported(visitplan, small)
    ran = visitplan("doctor", "--json")
    unwell = [sign for sign in ran.data["signs"] if sign["remedy"]]
    of_the_tests_server = {"fsync"}
    assert {sign["name"] for sign in unwell} <= of_the_tests_server
    assert ran.code == (6 if unwell else 0)


def test_who_tampers_with_the_trail_is_found_by_the_entrys_number(
    visitplan: AtDatabase, small: Path
) -> None:
    imported(visitplan, small)
    visitplan("import", small, "--branch", "kamppi", "--replace")
    _tamper(visitplan.where, "UPDATE audit SET who = 'nobody' WHERE seq = 2")
    ran = visitplan("audit", "verify")
    assert (ran.code, "entry 2: this entry was changed" in ran.out) == (6, True)
    assert visitplan("doctor").code == 6


def test_what_people_are_called_is_in_no_entry_of_the_trail(
    visitplan: AtDatabase, small: Path
) -> None:
    imported(visitplan, small)
    assert "Customer" not in visitplan("audit", "show", "--json").out


def test_a_database_that_cannot_be_had_is_exit_code_6(tmp_path: Path) -> None:
    run = Command(tmp_path, tmp_path / "cache")
    (tmp_path / "text.db").write_text("this is no database, and long enough to look like one" * 99)
    for where in ("text.db", "mysql://host/name", "postgresql://nobody@127.0.0.1:9/none"):
        ran = run.here("doctor", "--data", where)
        assert (ran.code, "Traceback" in ran.err) == (6, False), where


def _tamper(where: str, statement: str) -> None:
    """Do what the guards forbid, as whoever owns the database can."""
    database = open_database(where)
    with database.write() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_stay"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    database.close()


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    run = Command(tmp_path, tmp_path / "cache")
    key = tmp_path / "key"
    key.write_text(os.urandom(32).hex())
    run.environment["VISITPLAN_KEY_FILE"] = str(key)
    key.chmod(0o644)
    assert "open to others" in run.here("doctor", "--data", "secret.db").err
    key.chmod(0o600)
    assert run.here("doctor", "--data", "secret.db", "--json").data["signs"][1]["value"] == "yes"


def test_what_is_held_of_a_person_is_handed_over_as_one_package(
    visitplan: AtDatabase, small: Path, tmp_path: Path
) -> None:
    imported(visitplan, small)
    ran = visitplan("person", "export", "C003", "c003.json", "--json")
    package = json.loads((tmp_path / "c003.json").read_text())
    assert ran.data["held"]["cases"] == len(package["held"]["cases"]) == 1
    again = visitplan("person", "export", "C003", "c003.json")
    assert (again.code, "nothing was written" in again.err) == (2, True)


def test_a_person_is_erased_only_when_that_is_said_and_lawful(
    visitplan: AtDatabase, small: Path, tmp_path: Path
) -> None:
    imported(visitplan, small)
    told = visitplan("person", "erase", "C003")
    refused = visitplan("person", "erase", "C003", "--yes", "--json")
    is_over = date(2026, 11, 24) < datetime.now(UTC).date()
    assert told.code == refused.code == (0 if is_over else 6)
    assert ("would be erased" in told.out) is is_over
    assert refused.data["done"] is is_over


def test_whoever_is_known_by_nobody_is_no_person(visitplan: AtDatabase) -> None:
    for asked in (("export", "X", "x.json"), ("erase", "X")):
        ran = visitplan("person", *asked)
        assert (ran.code, "nothing of anybody" in ran.err) == (6, True)
