"""Several days on the command line, as people plan a week."""

import hashlib
import shutil
from collections import Counter
from pathlib import Path

import pytest

from integration.command import HELSINKI, Command, Ran

DATES = ["2026-11-24", "2026-11-25", "2026-11-26"]
WORK = ("--work", "1", "--workers", "1")


@pytest.fixture(scope="module")
def visitplan(tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder = tmp_path_factory.mktemp("days")
    shutil.copytree(HELSINKI, folder / "town")
    return Command(folder, tmp_path_factory.getbasetemp().parent / "cache")


@pytest.fixture(scope="module")
def planned(visitplan: Command) -> Ran:
    ran = visitplan.here("plan", "town", "--days", "3", *WORK, "--json")
    assert ran.code == 0, ran.err
    return ran


def test_each_day_is_published_by_itself_and_is_true(visitplan: Command, planned: Ran) -> None:
    assert [day["date"] for day in planned.data["days"]] == DATES
    page = Path(visitplan.folder, "maps", "index.html").read_text(encoding="utf-8")
    assert [day for day in DATES if f'href="{day}/index.html"' not in page] == []
    for date in DATES:
        assert visitplan.here("verify", "town", f"maps/{date}/plan.json").code == 0


def test_one_of_the_days_is_replanned_and_stays_one_of_them(
    visitplan: Command, planned: Ran
) -> None:
    assert planned.code == 0
    old = Path("maps", DATES[0], "plan.json")
    ran = visitplan.here("replan", "town", old, "--at", "12:30", *WORK, "--out", "again")
    assert ran.code == 0, ran.err
    new = Path("again", DATES[0], "plan.json")
    assert "verified: no violation" in visitplan.here("verify", "town", new).out
    assert visitplan.here("explain", "town", new).code == 0


def test_fewer_days_leave_nothing_of_the_others_but_what_is_not_ours(
    visitplan: Command, planned: Ran
) -> None:
    assert planned.code == 0
    out = visitplan.folder / "fewer"
    shutil.copytree(visitplan.folder / "maps", out)
    Path(out, DATES[2], "notes.txt").write_text("mine")
    shutil.copytree(out / DATES[2], out / "2026-12-31")

    ran = visitplan.here("plan", "town", "--days", "2", *WORK, "--out", "fewer")
    assert ran.code == 0, ran.err
    assert f"{DATES[2]}/plan.json: warning VP-HZ-002" in ran.err
    assert [file.name for file in Path(out, DATES[2]).iterdir()] == ["notes.txt"]
    assert Path(out, "2026-12-31", "plan.json").is_file()


def test_days_begin_with_days_planned_before_and_cost_no_more(
    visitplan: Command, planned: Ran
) -> None:
    asked = ("plan", "town", "--days", "3", "--work", "0", "--workers", "1")
    ran = visitplan.here(*asked, "--start", "maps", "--out", "onward", "--json")
    assert ran.code == 0, ran.err
    assert ran.data["cost"]["total"] <= planned.data["cost"]["total"]


def test_a_folder_without_any_of_the_days_is_no_start(visitplan: Command) -> None:
    ran = visitplan.here("plan", "town", "--days", "2", "--start", "town", *WORK)
    assert (ran.code, "VP-ST-008" in ran.err) == (2, True)


def test_no_case_is_planned_or_told_twice(planned: Ran) -> None:
    told = Counter(
        case_id
        for day in planned.data["days"]
        for case_id in (
            *(stop for route in day["routes"] for stop in route["stops"]),
            *(each["case_id"] for each in day["unassigned"]),
            *(each["case_id"] for each in day["ineligible"]),
        )
    )
    assert len(told) == 120
    assert set(told.values()) == {1}


def test_a_frozen_first_day_stays_as_it_is_byte_by_byte(visitplan: Command, planned: Ran) -> None:
    maps = Path(visitplan.folder, "maps")
    before = hashes(maps / DATES[0])
    later = Path(visitplan.folder, "later")
    shutil.copytree(maps, later)

    ran = visitplan.here(
        "plan", "town", "--days", "3", "--freeze", "1", *WORK, "--out", "later", "--json"
    )
    assert ran.code == 0, ran.err
    assert hashes(later / DATES[0]) == before
    kept, *anew = ran.data["days"]
    assert kept["kept"]
    frozen = stops(kept)
    assert frozen == stops(planned.data["days"][0])
    for day in anew:
        assert not frozen & stops(day)
    assert visitplan.here("verify", "town", f"later/{DATES[2]}/plan.json").code == 0


def stops(day: dict[str, object]) -> set[str]:
    return {stop for route in day["routes"] for stop in route["stops"]}  # type: ignore[attr-defined]


def hashes(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_a_plan_to_keep_that_is_missing_is_named(visitplan: Command) -> None:
    ran = visitplan.here("plan", "town", "--days", "2", "--freeze", "1", *WORK, "--out", "nowhere")
    assert ran.code == 2
    assert "plan.json" in ran.err
    assert not Path(visitplan.folder, "nowhere").exists()


def test_to_keep_all_days_is_refused(visitplan: Command) -> None:
    assert visitplan.here("plan", "town", "--freeze", "1", *WORK).code == 2


def test_a_folder_may_ask_for_several_days_itself(visitplan: Command) -> None:
    assert visitplan.here("init", "asks").code == 0
    settings = visitplan.folder / "asks" / "day.toml"
    settings.write_text(settings.read_text() + "\n[horizon]\ndays = 2\nwaiting_percent = 1\n")
    ran = visitplan.here("plan", "asks", *WORK, "--out", "asked")
    assert ran.code == 0, ran.err
    for word in ("all days", "every day verified", "maps: asked/index.html"):
        assert word in ran.out
