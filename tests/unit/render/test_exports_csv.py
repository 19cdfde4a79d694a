"""CSV: one table that reads back as it was, one that no spreadsheet takes for formulas."""

import csv
from io import StringIO

import pytest

from unit.render.exports_sample import DEBTORS_NAME, HOSTILE, a_hostile_day, a_hostile_plan
from unit.verification.edits import edited
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.render.exports.stops_csv import stops_csv, stops_csv_for_excel


def rows(data: bytes, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(encoding), newline="")))


def test_every_stop_is_a_row_in_order() -> None:
    table = rows(stops_csv(a_full_plan(), a_full_day()), "utf-8")
    assert [(row["shift"], row["order"], row["case_id"]) for row in table] == [
        (route.shift_id, str(number), stop.case_id)
        for route in a_full_plan().routes
        for number, stop in enumerate(route.stops, start=1)
    ]
    assert table[0]["arrival"] == "2026-11-24T10:00:00+02:00"
    assert (table[0]["lat"], table[0]["lon"]) == ("60.166", "24.94")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_table_for_programs_reads_back_as_it_was(text: str) -> None:
    table = rows(stops_csv(a_full_plan(), a_hostile_day(text)), "utf-8")
    assert {row["address"] for row in table} == {text}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_table_for_excel_begins_a_formula(text: str) -> None:
    table = rows(stops_csv_for_excel(a_full_plan(), a_hostile_day(text)), "utf-8-sig")
    cells = [cell for row in table for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert not [cell for cell in cells if any(ord(mark) < 32 for mark in cell)]
    assert all(row["address"].startswith("'") == (text in HOSTILE[:7]) for row in table)


def test_a_negative_coordinate_stays_a_number_for_excel() -> None:
    day = a_full_day()
    south = edited(day.cases[0].place, point=edited(day.cases[0].place.point, lat=-33.9))
    cases = (edited(day.cases[0], place=south), *day.cases[1:])
    table = rows(stops_csv_for_excel(a_full_plan(), edited(day, cases=cases)), "utf-8-sig")
    assert table[0]["lat"] == "-33.9"


def test_excel_is_told_the_encoding() -> None:
    data = stops_csv_for_excel(a_full_plan(), a_full_day())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 9


@pytest.mark.parametrize("export", [stops_csv, stops_csv_for_excel])
def test_no_table_names_a_customer(export: object) -> None:
    assert DEBTORS_NAME.encode() not in export(a_hostile_plan(), a_hostile_day())
