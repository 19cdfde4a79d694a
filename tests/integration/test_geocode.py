"""``visitplan geocode`` on real folders with a local service: found, kept, left to choose."""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.command import HELSINKI, Command
from unit.travel.address_server import AddressServer, a_feature, a_house, address_server

SECONDS = 60
HOUSE, OPEN, NOBODY = "Seaview Terrace 4", "Long Lane 9", "Nowhere 1"


@pytest.fixture
def server() -> Iterator[AddressServer]:
    with address_server() as running:
        running.known[HOUSE] = [a_house(60.171, 24.945, "4, Seaview Terrace, Helsinki")]
        running.known[OPEN] = [
            a_house(60.170, 24.944, "9, Long Lane, Here"),
            a_house(60.176, 24.946, "9, Long Lane, There"),
        ]
        yield running


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("streets")


@pytest.fixture
def visitplan(tmp_path: Path, cache: Path) -> Iterator[Command]:
    """Give the command in a folder that holds ``day``, three cases of which have addresses only."""
    shutil.copytree(HELSINKI, tmp_path / "day")
    rewritten(tmp_path / "day" / "cases.csv", [HOUSE, OPEN, NOBODY])
    command = Command(tmp_path, cache)
    yield command
    command.end()
    shutil.rmtree(command.cache / "addresses", ignore_errors=True)


def rewritten(file: Path, addresses: list[str]) -> None:
    """Give the first cases other addresses, and no coordinates."""
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    for row, address in zip(rows, addresses, strict=False):
        row |= {"address": address, "lat": "", "lon": ""}
    written(file, rows)


def written(file: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(text.getvalue(), "utf-8")


def allow(
    folder: Path, server: AddressServer, more: str = "rate = 1000", service: str = "nominatim"
) -> None:
    settings = folder / "day" / "day.toml"
    section = (
        f'[geocoding]\nservice = "{service}"\nurl = "{server.url}"\nprivate_network = true\n'
        f"allow = true\ntimeout_seconds = 5\n{more}\n\n[visits]"
    )
    settings.write_text(settings.read_text("utf-8").replace("[visits]", section), "utf-8")


def by_address(data: dict) -> dict[str, dict]:
    return {place["query"]: place for place in data["places"]}


def open_rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "day" / "places-open.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_without_a_service_the_map_alone_is_asked(
    visitplan: Command, server: AddressServer
) -> None:
    data = visitplan.here("geocode", "day", "--json").data
    assert {by_address(data)[a]["status"] for a in (HOUSE, OPEN, NOBODY)} == {"not_found"}
    assert data["known"]["map"] > 0
    assert server.asked == []


def test_a_service_that_is_not_allowed_is_not_asked(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server)
    settings = visitplan.folder / "day" / "day.toml"
    settings.write_text(settings.read_text().replace("allow = true", "allow = false"))
    assert visitplan.here("geocode", "day").code == 0
    assert server.asked == []


def test_an_allowed_service_is_asked_for_what_the_map_does_not_know_and_for_nothing_else(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server)
    found = by_address(visitplan.here("geocode", "day", "--json").data)
    assert [found[a]["status"] for a in (HOUSE, OPEN, NOBODY)] == ["ok", "ambiguous", "not_found"]
    asked = {question["q"][0] for question in server.asked}
    assert asked == {HOUSE, OPEN, NOBODY, "Sample Street 1"}
    assert {name for question in server.asked for name in question} == {"q", "format", "limit"}


def test_what_is_open_is_chosen_in_a_table_that_the_next_run_reads(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server)
    said = visitplan.here("geocode", "day")
    assert "9, Long Lane, There" in said.out
    assert said.code == 0
    rows = open_rows(visitplan.folder)
    for row in rows:
        if row["address"] == NOBODY:
            row |= {"lat": "60.1705", "lon": "24.9450"}
        if row["found"] == "9, Long Lane, There":
            row["chosen"] = "yes"
    written(visitplan.folder / "day" / "places-open.csv", rows)

    refused = visitplan.here("geocode", "day")
    assert (refused.code, "rename it to places.csv" in refused.err) == (2, True)

    file = visitplan.folder / "day" / "places-open.csv"
    file.rename(file.with_name("places.csv"))
    found = by_address(visitplan.here("geocode", "day", "--json").data)
    assert [found[a]["source"] for a in (HOUSE, OPEN, NOBODY)] == ["nominatim", "given", "given"]
    assert found[OPEN]["point"] == {"lat": 60.176, "lon": 24.946}
    assert {row["address"] for row in open_rows(visitplan.folder)} == {"Sample Street 1"}


def test_check_goes_by_the_same_order_and_tells_what_is_open(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server)
    said = visitplan.here("check", "day", "--json").data
    places = {f["code"] for f in said["findings"]}
    assert {"VP-TR-001", "VP-TR-016"} <= places
    about = [f["problem"] for f in said["findings"] if f["code"] == "VP-TR-001"]
    assert not any("C001" in problem for problem in about)
    before = len(server.asked)
    visitplan.here("check", "day")
    assert len(server.asked) == before


def test_whom_a_service_puts_beside_the_neighbours_is_told_by_case(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server, service="pelias")
    beside = a_feature(60.171, 24.945, HOUSE, layer="address", match_type="interpolated")
    server.known[HOUSE] = [beside]
    server.known[OPEN] = [a_feature(60.170, 24.944, OPEN, layer="address")]
    said = visitplan.here("check", "day", "--json").data
    (told,) = [f["problem"] for f in said["findings"] if f["code"] == "VP-TR-018"]
    assert "knows only about where these addresses are: case C001" in told
    assert "C002" not in told
    assert HOUSE not in told


def test_a_service_that_refuses_leaves_the_rest_as_it_is(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server)
    server.fail(429, Retry_After="60")
    said = visitplan.here("geocode", "day")
    assert (said.code, len(server.asked)) == (0, 1)
    assert "it was asked too often (429), for 60 s" in said.out
    checked = visitplan.here("check", "day", "--json")
    assert checked.code == 0
    assert "VP-TR-015" in {finding["code"] for finding in checked.data["findings"]}
    server.instead.clear()
    assert by_address(visitplan.here("geocode", "day", "--json").data)[HOUSE]["status"] == "ok"


def hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_was_found_before_an_interruption_is_not_asked_again(
    visitplan: Command, server: AddressServer, how: signal.Signals
) -> None:
    allow(visitplan.folder, server, "rate = 1")
    run = visitplan.popen("geocode", "day", start_new_session=True, preexec_fn=hear_ctrl_c)
    end = time.monotonic() + SECONDS
    while len(server.asked) < 2 and run.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(run.pid, how)
    said, complaints = run.communicate(timeout=SECONDS)
    first = server.asked[0]["q"][0]
    if how is signal.SIGINT:
        assert (run.returncode, complaints) == (130, "")
        assert "run it again to go on" in said
    allow_faster(visitplan.folder)
    visitplan.here("geocode", "day")
    assert [question["q"][0] for question in server.asked].count(first) == 1
    assert {question["q"][0] for question in server.asked} >= {HOUSE, OPEN, NOBODY}


def allow_faster(folder: Path) -> None:
    settings = folder / "day" / "day.toml"
    settings.write_text(settings.read_text().replace("rate = 1\n", "rate = 1000\n"))


def test_a_missing_key_is_an_error_that_names_the_variable(
    visitplan: Command, server: AddressServer
) -> None:
    allow(visitplan.folder, server, 'key_env = "NO_SUCH_KEY"')
    said = visitplan.here("geocode", "day")
    assert (said.code, "NO_SUCH_KEY is not set" in said.err) == (3, True)


def test_an_address_that_looks_like_a_formula_is_none_in_the_table(visitplan: Command) -> None:
    rewritten(visitplan.folder / "day" / "cases.csv", ["=HYPERLINK(1)", "+1"])
    visitplan.here("geocode", "day")
    assert {row["address"] for row in open_rows(visitplan.folder)} >= {"'=HYPERLINK(1)", "'+1"}


def test_when_nothing_is_open_there_is_no_table(visitplan: Command) -> None:
    shutil.copy(HELSINKI / "cases.csv", visitplan.folder / "day" / "cases.csv")
    file = visitplan.folder / "day" / "places-open.csv"
    file.write_text("address,lat,lon,chosen,precision,source,found\nold,,,,,,\n")
    cases = visitplan.folder / "day" / "cases.csv"
    rows = list(csv.DictReader(io.StringIO(cases.read_text("utf-8-sig"), newline="")))
    written(cases, [row for row in rows if row["address"] != "Sample Street 1"])
    assert visitplan.here("geocode", "day").code == 0
    assert not file.exists()


def test_help_needs_neither_geopy_nor_the_map(visitplan: Command) -> None:
    lines = [
        "import sys", "from visitplan.cli.main import main",
        "sys.argv = ['visitplan', 'geocode', '--help']", "main()",
        "assert not {'geopy', 'requests', 'sqlite3', 'scipy'} & set(sys.modules)",
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env=visitplan.environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
