"""Cells changed where they stand: kept, refused at the cell, put together with others' changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from planned_day import a_planned_day
from playwright.sync_api import expect
from test_web_browser import serious
from web_house import Asker, Clock, WatchedBrowser

from visitplan.app.kept.day_rows import written_row
from visitplan.storage import days, tables
from visitplan.storage.database import Database
from visitplan.storage.tables import DayTable

DAY = "day-1"
CELL = f"/days/{DAY}/tables/cases/cell"


@pytest.fixture(autouse=True)
def day(database: Database, clock: Clock, tmp_path: Path) -> None:
    a_planned_day(database, tmp_path / "day", clock())


@pytest.fixture
def anna(asker: Callable[..., Asker]) -> Asker:
    return asker("dispatcher")


def cases(database: Database) -> DayTable:
    with database.read() as connection:
        table = tables.load_table(connection, DAY, "cases")
    assert table is not None
    return table


def sent(anna: Asker, seen: DayTable, column: str, text: str, row: int = 1) -> httpx.Response:
    """Send a new text for a cell of a row, as the table was seen."""
    cells = seen.rows[row].cells
    body = {
        "was": written_row(cells),
        "column": seen.headers.index(column),
        "text": text,
        "seen": [str(cell) for cell in cells],
    }
    return anna.client.post(CELL, json=body, headers={"x-csrf-token": anna.csrf})


def test_a_cell_is_kept_and_the_row_told_as_it_is_then(anna: Asker, database: Database) -> None:
    answer = sent(anna, cases(database), "service", "25")
    now = cases(database)
    assert answer.status_code == 200
    assert now.rows[1].cells[now.headers.index("service")] == "25"
    assert answer.json() == {
        "was": written_row(now.rows[1].cells),
        "cells": list(now.rows[1].cells),
        "at": {},
        "merged": False,
    }


def test_a_cell_with_which_the_day_could_not_be_planned_is_refused_with_what_is_wrong(
    anna: Asker, database: Database
) -> None:
    before = cases(database)
    answer = sent(anna, before, "service", "soon")
    at = answer.json()["at"][str(before.headers.index("service"))]
    assert answer.status_code == 422
    assert at[0]["severity"] == "error"
    assert "is no length of time" in at[0]["text"] or "15 min" in at[0]["text"]
    assert cases(database) == before
    with database.read() as connection:
        head = days.head(connection, DAY)
    assert head is not None
    assert head.version == 1


def test_two_who_change_two_cells_of_a_row_both_have_their_way(
    anna: Asker, database: Database
) -> None:
    seen = cases(database)
    assert sent(anna, seen, "service", "25").status_code == 200
    second = sent(anna, seen, "priority", "high")
    now = dict(zip(seen.headers, cases(database).rows[1].cells, strict=True))
    assert second.json()["merged"] is True
    assert (now["service"], now["priority"]) == ("25", "high")


def test_the_second_of_two_who_change_one_cell_is_told_what_it_says_now(
    anna: Asker, database: Database
) -> None:
    seen = cases(database)
    sent(anna, seen, "service", "25")
    second = sent(anna, seen, "service", "35")
    assert second.status_code == 409
    assert second.json()["cells"][seen.headers.index("service")] == "25"
    assert second.json()["was"] == written_row(cases(database).rows[1].cells)


def test_a_cell_of_a_row_that_is_gone_is_not_kept(anna: Asker, database: Database) -> None:
    seen = cases(database)
    was = written_row(seen.rows[5].cells)
    anna.post(f"/days/{DAY}/tables/cases/row/removal", {"was": was})
    assert sent(anna, seen, "service", "35", row=5).json() == {"gone": True}


def test_a_column_that_nobody_saw_is_none(anna: Asker, database: Database) -> None:
    body = {"was": "0" * 32, "column": 3, "text": "x", "seen": ["C001"]}
    answer = anna.client.post(CELL, json=body, headers={"x-csrf-token": anna.csrf})
    assert answer.status_code == 404


@pytest.mark.browser
def test_the_keyboard_alone_walks_changes_and_mends_cells(
    browsing: Callable[..., WatchedBrowser], database: Database, tmp_path: Path
) -> None:
    anna = browsing("dispatcher", 1366, 768)
    page = anna.open(f"/days/{DAY}/tables/cases")
    service = cases(database).headers.index("service")
    cell: Any = page.locator("#rows tbody tr").nth(0).locator('[role="gridcell"]').nth(service)
    cell.click()
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    page.locator("input[aria-invalid]").wait_for()
    page.screenshot(path=tmp_path / "refused.png")
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_label("service, row").fill("25")
    page.keyboard.press("Tab")
    page.get_by_text("Saved. The day can still be planned.").wait_for()
    expect(cell).to_have_text("25")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.parentElement.rowIndex") == 2
    assert [line for line in anna.complaints if "422" not in line] == anna.foreign == []
    assert anna.overflow() <= 0


@pytest.mark.browser
def test_whoever_comes_second_to_a_cell_decides(
    browsing: Callable[..., WatchedBrowser], database: Database
) -> None:
    pages = [browsing("dispatcher").open(f"/days/{DAY}/tables/cases") for _ in range(2)]
    service = cases(database).headers.index("service")
    for page, minutes in zip(pages, ("25", "35"), strict=True):
        page.locator("#rows tbody tr").nth(0).locator('[role="gridcell"]').nth(service).dblclick()
        page.get_by_label("service, row").fill(minutes)
        page.keyboard.press("Enter")
        page.locator("[data-said]", has_not_text="Saving").wait_for()
    second = pages[1]
    second.get_by_text("It now says: 25").wait_for()
    second.get_by_role("button", name="Save mine").click()
    second.get_by_text("Saved. The day can still be planned.").wait_for()
    now = cases(database)
    assert now.rows[0].cells[service] == "35"
