"""Columns that track or profile people are refused at intake, whoever asks for them."""

from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder, agent, case, cell, findings_of
from visitplan.domain.agent import Agent
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.intake.codes import Code
from visitplan.intake.forbidden import is_forbidden, is_tracking

ABOUT_CUSTOMERS = [
    "religion", "ethnicity", "gender", "date of birth", "marital_status", "disability", "income",
    "credit score", "RiskScore", "customer_profile", "facebook", "neighbours", "employer",
    "gps", "last seen", "live_position", "phone location", "number plate", "skip_tracing",
    "客户画像", "信用评分", "行踪", "收入", "年收入", "微信号",
]  # fmt: skip
ABOUT_ANYBODY = ["gps", "tracker", "IMEI", "live position", "last_location", "whereabouts", "轨迹"]


@pytest.mark.parametrize("header", ABOUT_CUSTOMERS)
@pytest.mark.parametrize("table", ["cases.csv", "contacts.csv"])
def test_a_column_that_profiles_or_tracks_a_customer_is_refused(
    tmp_path: Path, table: str, header: str
) -> None:
    findings = findings_of(a_folder(tmp_path, cell(table, 2, header, "x")))
    assert (Code.COLUMN_FORBIDDEN, header) in [(each.code, each.column) for each in findings]


@pytest.mark.parametrize("header", ABOUT_ANYBODY)
def test_a_column_that_tracks_an_agent_is_refused(tmp_path: Path, header: str) -> None:
    findings = findings_of(a_folder(tmp_path, agent(header, "x")))
    assert [each.code for each in findings] == [Code.COLUMN_FORBIDDEN]


def test_where_an_agents_shift_begins_is_no_tracking(tmp_path: Path) -> None:
    assert findings_of(a_folder(tmp_path, agent("home_lat", "60.17"))) == ()


def test_the_refusal_quotes_no_value(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, case("religion", "Sample faith")))
    assert "Sample faith" not in str(finding)


@pytest.mark.parametrize("value", [Case, Contact, Agent])
def test_no_value_has_a_place_for_such_a_column(value: type[Case]) -> None:
    fields = set(value.model_fields)
    assert not {field for field in fields if is_forbidden(field) or is_tracking(field)}
