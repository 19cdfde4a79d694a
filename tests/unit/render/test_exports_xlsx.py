"""The workbook opens, adds up, and takes no text for a formula."""

from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from unit.render.exports_sample import (
    DEBTORS_NAME,
    HOSTILE,
    a_hostile_day,
    a_hostile_plan,
    some_ways,
)
from unit.verification.edits import edited, in_policy
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.itineraries_xlsx import itineraries_xlsx


def book(plan: Plan, day: Day) -> Workbook:
    return openpyxl.load_workbook(BytesIO(itineraries_xlsx(plan, day, some_ways())))


def records(workbook: Workbook, sheet: str) -> list[dict[str, object]]:
    header, *rows = workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_stop_has_its_times_as_times() -> None:
    stops = records(book(a_full_plan(), a_full_day()), "Stops")
    assert [row["Case"] for row in stops] == [
        stop.case_id for route in a_full_plan().routes for stop in route.stops
    ]
    assert stops[0]["Arrival"] == datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001
    assert stops[0]["Waiting"] == timedelta(seconds=3427)
    assert stops[0]["Customer's hours"] == "10:00–11:00"
    assert stops[0]["Distance km"] == 0.522
    assert stops[0]["Along"] == "Sample Street"


def test_agents_add_up_to_the_day_in_major_units() -> None:
    *agents, everybody = records(book(a_full_plan(), a_full_day()), "Agents")
    assert [row["Agent id"] for row in agents] == ["A01", "A02"]
    assert everybody["Total EUR"] == a_full_plan().cost.total / 100
    for column in ("Visits", "Fixed", "Wage", "Distance", "Preference"):
        assert everybody[column] == pytest.approx(sum(row[column] for row in agents))


def test_a_currency_without_minor_units_is_told_whole() -> None:
    plan = edited(a_full_plan(), currency="JPY")
    everybody = records(book(plan, a_full_day()), "Agents")[-1]
    assert everybody["Total JPY"] == plan.cost.total


def test_what_was_left_out_and_refused_has_its_sheets() -> None:
    workbook = book(a_full_plan(), a_full_day())
    assert [row["Case"] for row in records(workbook, "Unassigned")] == ["C010", "C011"]
    assert [row["Penalty"] for row in records(workbook, "Unassigned")] == [120, 1000]
    assert records(workbook, "Ineligible") == [
        {
            "Case": "C008",
            "Rule": "no_hold",
            "Reason": "On hold.",
            "Pack": "sample",
            "Version": "1",
            "Source": "tests",
        }
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_or_a_link(text: str) -> None:
    workbook = book(a_hostile_plan(text), a_hostile_day(text))
    for sheet in workbook:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
    shown = text.translate({0: "�", 7: "�", 9: " ", 10: " ", 13: " "})
    assert records(workbook, "Stops")[0]["Address"] == shown
    assert records(workbook, "Unassigned")[0]["Reason"] == shown
    assert records(workbook, "Ineligible")[0]["Reason"] == shown


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    reason = records(book(a_hostile_plan("x" * 40_000), a_full_day()), "Unassigned")[0]["Reason"]
    assert reason == "x" * 32_767


def test_customers_are_named_where_the_policy_shows_them_openly() -> None:
    day = in_policy(a_hostile_day(), customer_on_agent_page="shown")
    assert records(book(a_full_plan(), day), "Stops")[0]["Customer"] == DEBTORS_NAME


@pytest.mark.parametrize("word", ["tap", "hidden"])
def test_customers_are_not_named_where_a_page_waits_for_a_tap(word: str) -> None:
    day = in_policy(a_hostile_day(), customer_on_agent_page=word)
    rows = records(book(a_full_plan(), day), "Stops")
    assert "Customer" not in rows[0]
    assert DEBTORS_NAME not in str([list(row.values()) for row in rows])


def test_equal_plans_give_equal_bytes_on_any_day() -> None:
    data = itineraries_xlsx(a_full_plan(), a_full_day(), some_ways())
    assert data == itineraries_xlsx(a_full_plan(), a_full_day(), some_ways())
    with ZipFile(BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"2026-11-24T00:00:00Z" in archive.read("docProps/core.xml")
