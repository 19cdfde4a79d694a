"""Reports in the database: the ledger tells of the visit, and who asks is left alone at once."""

from pathlib import Path
from typing import Any

import pytest
from kept import NOON, a_plan, a_report, later
from sqlalchemy import event

from visitplan.app.init import init
from visitplan.app.kept.door_reports import keep_report
from visitplan.app.kept.follow_reports import follow_reports
from visitplan.app.kept.kept_days import Bringing, bring, export_day
from visitplan.app.opening import read_day
from visitplan.domain.day import Day
from visitplan.domain.outcome import Outcome
from visitplan.eligibility.gate import gate
from visitplan.feedback.following import Following
from visitplan.storage import days, trail
from visitplan.storage.database import Database
from visitplan.storage.days import DayHead


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "day"
    init(folder, today=NOON.date())
    return folder


@pytest.fixture
def head(database: Database, template: Path) -> DayHead:
    with database.write() as connection:
        return bring(connection, template, Bringing("kamppi", by="user-1", at=NOON))


def an_outcome(**changes: Any) -> Outcome:
    defaults = {"case_id": "C001", "agent_id": "A01", "at": later(-60), "code": "NOHOME"}
    return Outcome(**defaults | changes)


def followed(database: Database, head: DayHead, *outcomes: Outcome) -> Following:
    with database.write() as connection:
        return follow_reports(connection, head, outcomes, at=later(1), by="agent A01")


def as_read(database: Database, head: DayHead, folder: Path) -> Day:
    with database.read() as connection:
        export_day(connection, head.id, folder)
    return read_day(folder).day


def test_the_days_ledger_ends_with_the_visit(
    database: Database, head: DayHead, template: Path, tmp_path: Path
) -> None:
    followed(database, head, an_outcome())
    before, after = read_day(template).day, as_read(database, head, tmp_path / "out")
    assert after.contacts[:-1] == before.contacts
    last = after.contacts[-1]
    assert (last.case_id, last.reached, last.outcome) == ("C001", False, "NOHOME")
    assert last.at == later(-60)
    assert (after.cases, after.shifts) == (before.cases, before.shifts)


def test_who_asks_to_be_left_alone_is_refused_by_the_gate_from_then_on(
    database: Database, head: DayHead, tmp_path: Path
) -> None:
    follows = followed(database, head, an_outcome(code="CEASE"))
    assert {each.hold for each in follows.holds} == {"cease_contact"}
    day = as_read(database, head, tmp_path / "out")
    assert "C001" in {each.case_id for each in gate(day).ineligible}


def test_a_hold_is_a_new_version_of_the_day_and_stands_in_the_trail(
    database: Database, head: DayHead
) -> None:
    followed(database, head, an_outcome(code="DISPUTE"))
    with database.read() as connection:
        now = days.head(connection, head.id)
        (entry, *_) = trail.newest(connection)
    assert now is not None
    assert now.version == head.version + 1
    assert (entry.act.what, entry.act.object_id, entry.act.after) == (
        "hold",
        "C001",
        {"hold": "dispute", "since": "2026-11-24"},
    )


def test_a_visit_without_a_hold_leaves_the_days_version(database: Database, head: DayHead) -> None:
    followed(database, head, an_outcome())
    with database.read() as connection:
        assert days.head(connection, head.id) == head


def test_a_case_that_the_day_does_not_have_is_refused(database: Database, head: DayHead) -> None:
    with pytest.raises(KeyError):
        followed(database, head, an_outcome(case_id="C999"))


def test_a_report_without_a_hold_asks_the_database_eight_things(
    database: Database, head: DayHead
) -> None:
    with database.write() as connection:
        a_plan(connection, day_id=head.id)
        keep_report(connection, a_report(1), head.id, at=NOON)  # which gave the ledger its columns
    asked, report = list[str](), a_report(2)

    def note(*given: Any) -> None:
        asked.append(given[2])

    with database.write() as connection:
        event.listen(connection, "before_cursor_execute", note)
        keep_report(connection, report, head.id, at=NOON)
        event.remove(connection, "before_cursor_execute", note)
    told = [statement for statement in asked if "advisory" not in statement]
    assert len(told) == 8, told
