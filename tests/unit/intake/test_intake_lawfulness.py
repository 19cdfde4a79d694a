"""What policy packs ask for is read from columns that may be absent, in English and Chinese."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from unit.intake.day_folder import a_folder, case, cell, findings_of, header, read
from visitplan.intake.codes import Code


def test_what_only_packs_ask_for_is_empty_by_default(tmp_path: Path) -> None:
    (first, *_) = read(tmp_path).day.cases
    assert (first.days_past_due, first.assessed_at, first.consents, first.barred) == (
        None, None, (), (),
    )  # fmt: skip
    assert first.place_kind == "home"


def test_the_columns_of_the_law_are_read(tmp_path: Path) -> None:
    (first, *_) = read(
        tmp_path,
        case("household", "H1"),
        case("jurisdiction", "us-ma"),
        case("time_zone", "America/New_York"),
        case("place_kind", "work"),
        case("days_past_due", "45"),
        case("assessed_at", "2026-11-01"),
        case("assessed_by", "Assessor 1"),
        case("consent", "written"),
        case("consent_at", "2026-11-20"),
        case("consent_for", "2026-11-24"),
        case("barred", "12:00-13:00"),
        case("languages", "FI; sv"),
        case("crew", "2"),
    ).day.cases
    assert first.household_key == "H1"
    assert (first.jurisdiction, first.time_zone) == ("US-MA", ZoneInfo("America/New_York"))
    assert (first.place_kind, first.days_past_due, first.crew) == ("work", 45, 2)
    assert (first.assessed_by, first.languages) == ("Assessor 1", {"fi", "sv"})
    assert [(consent.form, consent.visit_date) for consent in first.consents] == [
        ("written", date(2026, 11, 24))
    ]
    assert len(first.barred) == 1


def test_they_have_chinese_names(tmp_path: Path) -> None:
    (first, *_) = read(
        tmp_path,
        case("逾期天数", "45"),
        case("地点类型", "单位"),
        case("同意", "口头"),
        case("同意时间", "2026-11-20"),
    ).day.cases
    assert (first.days_past_due, first.place_kind) == (45, "work")
    assert first.consents[0].form == "oral"


@pytest.mark.parametrize("hold", ["unknown", "不明", "bereavement", "住院"])
def test_a_hold_that_nobody_could_name_is_read_as_one(tmp_path: Path, hold: str) -> None:
    (first, *_) = read(tmp_path, case("holds", hold)).day.cases
    assert len(first.holds) == 1
    assert first.holds[0] in read(tmp_path / "again").day.policy.blocking_holds


def test_a_consent_without_its_time_is_refused(tmp_path: Path) -> None:
    findings = findings_of(a_folder(tmp_path, case("consent", "oral")))
    assert (Code.VALUE_MISSING, "consent_at") in [(f.code, f.column) for f in findings]


def test_a_notice_is_told_from_other_contacts(tmp_path: Path) -> None:
    changes = (
        cell("contacts.csv", 2, "notice", "yes"),
        cell("contacts.csv", 2, "answered_at", "2026-11-20 10:00"),
        cell("contacts.csv", 2, "debtor_id", "D9"),
    )
    first, second, *_ = read(tmp_path, *changes).day.contacts
    assert first.notice
    assert first.answered_at is not None
    assert first.debtor == "D9"
    assert not second.notice


def test_contacts_of_another_case_of_a_person_are_kept(tmp_path: Path) -> None:
    changes = (
        cell("contacts.csv", 2, "case_id", "elsewhere"),
        cell("contacts.csv", 2, "debtor_id", "D9"),
    )
    assert "elsewhere" in [contact.case_id for contact in read(tmp_path, *changes).day.contacts]


def test_headers_of_the_law_may_be_written_otherwise(tmp_path: Path) -> None:
    changes = (case("days_past_due", "3"), header("cases.csv", "days_past_due", "Days overdue"))
    assert read(tmp_path, *changes).day.cases[0].days_past_due == 3
