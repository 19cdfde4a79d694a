"""What ``[daily_cap]`` and the column ``portfolio`` say, and which caps bind nobody."""

from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder
from visitplan.domain.daily_cap import DailyCap
from visitplan.errors import InputError
from visitplan.intake.reading import Reading, read_day

CASES = """case_id,status,lat,lon,portfolio
C1,approved,60.1701,24.9401,P1
C2,approved,60.1702,24.9402,{}
"""


def read(folder: Path, caps: dict[str, object], second: str = "P2") -> Reading:
    folder = a_folder(folder)
    for other in ("baseline.csv", "pinned.csv", "contacts.csv"):
        (folder / other).unlink(missing_ok=True)
    (folder / "cases.csv").write_text(CASES.format(second), encoding="utf-8")
    return read_day(folder, overrides={f"daily_cap.{name}": most for name, most in caps.items()})


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.code in CAPS]


CAPS = {"VP-IN-117", "VP-IN-118"}


def test_without_a_word_nothing_is_capped(tmp_path: Path) -> None:
    reading = read(tmp_path, {})
    assert not reading.day.daily_cap.is_stated
    assert [case.portfolio for case in reading.day.cases] == ["P1", "P2"]


def test_caps_are_read(tmp_path: Path) -> None:
    reading = read(tmp_path, {"all_cases": 60, "each_portfolio": 20, "portfolios": {"P1": 0}})
    cap = reading.day.daily_cap
    assert cap == DailyCap(all_cases=60, each_portfolio=20, portfolios={"P1": 0})
    assert (cap.of("P1"), cap.of("P2"), cap.of(None)) == (0, 20, None)
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("name", "value"), [("all_cases", -1), ("each_portfolio", 2.5), ("portfolios.P1", "many")]
)
def test_what_is_no_count_is_refused_by_name(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, {name: value})
    assert f"daily_cap.{name}" in {finding.column for finding in refused.value.findings}


def test_a_cap_on_a_portfolio_of_nobody_is_told_of(tmp_path: Path) -> None:
    assert codes(read(tmp_path, {"portfolios": {"P9": 4}})) == ["VP-IN-117"]


def test_cases_that_no_portfolio_counts_are_told_of(tmp_path: Path) -> None:
    assert codes(read(tmp_path, {"each_portfolio": 4}, second="")) == ["VP-IN-118"]
    assert codes(read(tmp_path / "more", {"all_cases": 4}, second="")) == []
