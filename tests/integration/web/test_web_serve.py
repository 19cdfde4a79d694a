"""``visitplan serve`` as a process: it begins, tells its code, ends in order, and says why not."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from typer.testing import CliRunner
from web_house import OURS, PASSWORD

from visitplan.cli.main import cli
from visitplan.storage import users
from visitplan.storage.database import open_database

VISITPLAN = str(Path(sys.executable).with_name("visitplan"))


class Running(NamedTuple):
    """A server, and what it told when it began."""

    process: "subprocess.Popen[str]"
    told: dict[str, Any]

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@contextlib.contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    command = [VISITPLAN, "serve", "--data", str(folder), "--port", "0", "--json", *options]
    with (folder.parent / "log").open("a") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    with process:
        try:
            lines = iter(process.stdout.readline, "}\n")  # type: ignore[union-attr]
            yield Running(process, json.loads("".join(lines) + "}"))
        finally:
            process.kill()


def refused(*options: str) -> tuple[int, str]:
    command = [VISITPLAN, "serve", *options]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    return ran.returncode, ran.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_it_begins_with_a_code_and_no_user_and_ends_in_order(folder: Path) -> None:
    new = {"login": "anna", "password": PASSWORD, "repeated": PASSWORD}
    with running(folder, "--workers", "1") as house:
        url = house.told["url"]
        code = {"code": house.told["set_up_code"]}
        with httpx.Client(base_url=url, headers=OURS, timeout=30) as client:
            assert client.get("/health").text == "ok\n"
            assert client.post("/set-up", data=new | code).status_code == 303
            assert client.post("/sign-in", data=new).status_code == 303
        assert house.stop(signal.SIGINT) == 0
    log = (folder.parent / "log").read_text()
    assert "GET /health 200" in log
    assert not any(secret in log for secret in (*code.values(), PASSWORD, "anna", "Traceback"))
    assert (folder / "visitplan.db").stat().st_mode & 0o077 == 0
    with running(folder, "--workers", "0") as house:
        assert house.told["set_up_code"] is None
        assert house.stop(signal.SIGTERM) == 0


def test_what_was_committed_outlives_the_servers_sudden_death(folder: Path) -> None:
    with running(folder, "--workers", "0") as house:
        form = {"code": house.told["set_up_code"], "login": "anna"}
        secret = {"password": PASSWORD, "repeated": PASSWORD}
        with httpx.Client(base_url=house.told["url"], headers=OURS, timeout=30) as client:
            assert client.post("/set-up", data=form | secret).status_code == 303
        house.process.kill()
    database = open_database(folder / "visitplan.db")
    with database.read() as connection:
        assert users.by_login(connection, "anna") is not None
    database.close()


def test_it_does_not_let_passwords_travel_in_the_open(folder: Path) -> None:
    for options in (["--host", "0.0.0.0"], ["--public-url", "http://plan.example"]):  # noqa: S104
        code, said = refused("--data", str(folder), *options)
        assert code == 2
        assert "https://" in said
    assert not folder.exists()


def test_a_port_that_is_taken_is_said_to_be(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, said = refused("--data", str(folder), "--port", str(other.getsockname()[1]))
    assert code == 2
    assert "Address already in use" in said
    assert "Traceback" not in said


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "cases.db"
    file.write_text("no database at all, " * 100)
    code, said = refused("--data", str(file))
    assert code == 6
    assert "no database of visitplan" in said


def test_libraries_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "visitplan.web.serving", raising=False)
    ran = CliRunner().invoke(cli, ["serve"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert ran.exit_code == 2
    assert "pip install 'visitplan[web]'" in ran.output
