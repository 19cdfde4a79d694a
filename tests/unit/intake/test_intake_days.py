"""Rows of shifts on some days only, and folders read for a later day."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from builders import TODAY
from unit.intake.day_folder import a_folder, agent, findings_of, more, read
from visitplan.domain.horizon import HorizonSettings
from visitplan.intake.duty_days import duty_days
from visitplan.intake.misread import MisreadError
from visitplan.intake.reading import read_day

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon", [0]),
        ("Mon; WED", [0, 2]),
        ("mon-fri", [0, 1, 2, 3, 4]),
        ("Monday to Wednesday", [0, 1, 2]),
        ("sat-mon", [0, 5, 6]),
        ("周一", [0]),
        ("星期一至星期五", [0, 1, 2, 3, 4]),
        ("周六、周日", [5, 6]),
        ("2026-11-25", [2]),
        ("2026年11月25日; fri", [2, 4]),
        (datetime(2026, 11, 26), [3]),  # noqa: DTZ001 - as a workbook has it
    ],
)
def test_a_row_holds_on_the_days_that_its_cell_names(written: object, days: list[int]) -> None:
    holds = duty_days(written)
    assert [day for day in WEEK if holds(day)] == [WEEK[n] for n in days]


@pytest.mark.parametrize("written", ["someday", "mon-", "mon-abc", "2026-13-01", "1-2"])
def test_a_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(MisreadError):
        duty_days(written)


def test_only_the_rows_of_the_day_are_its_shifts(tmp_path: Path) -> None:
    rows = read(tmp_path, agent("date", "tue", row=2)).day.shifts
    (tmp_path / "other").mkdir()
    other = read(tmp_path / "other", agent("星期", "周三", row=2)).day.shifts

    assert len(rows) == len(other) + 1


def test_a_folder_read_for_a_later_day_has_its_hours_by_that_days_clock(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    first, later = read_day(folder), read_day(folder, on=TODAY + timedelta(days=1))

    assert later.day.date == first.day.date + timedelta(days=1)
    assert {s.hours.opening.date() for s in later.day.shifts} == {later.day.date}
    assert later.day.contacts == first.day.contacts
    assert (later.day.pins, later.day.baseline) == ((), ())


def test_the_horizon_is_one_day_unless_the_folder_asks_for_more(tmp_path: Path) -> None:
    asked = more("day.toml", b"\n[horizon]\ndays = 5\nwaiting_percent = 2\n")
    (tmp_path / "more").mkdir()

    assert read(tmp_path).horizon == HorizonSettings()
    assert read(tmp_path / "more", asked).horizon == HorizonSettings(days=5, waiting_percent=2)


@pytest.mark.parametrize("line", ["days = 0", "days = 32", "waiting_percent = 101", "days = 1.5"])
def test_a_horizon_beyond_its_limits_is_refused(tmp_path: Path, line: str) -> None:
    found = findings_of(a_folder(tmp_path, more("day.toml", f"\n[horizon]\n{line}\n".encode())))
    (key, _, _) = line.partition(" ")
    assert [f.column for f in found if f.severity == "error"] == [f"horizon.{key}"]
