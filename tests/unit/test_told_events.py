"""What agents reported becomes events of the day, among those that its table has already."""

from datetime import datetime

import pytest

from builders import at
from visitplan.app.kept.told_events import kind_of, with_reports
from visitplan.domain.outcome import OUTCOME_CODES
from visitplan.storage.outcomes import KeptOutcome
from visitplan.storage.row import TableRow
from visitplan.storage.tables import DayInputs, DayTable

NOTHING = DayInputs({}, ())
FORM = {"encoding": "utf-8", "delimiter": ",", "line_end": "\n"}


def a_report(seq: int, case_id: str, code: str, happened: datetime) -> KeptOutcome:
    phone_id, sha256 = f"phone-{seq}", "0" * 64
    return KeptOutcome(
        seq, phone_id, "plan-1", "A01", case_id, code, happened, happened, {}, sha256, None
    )


def rows_of(inputs: DayInputs) -> list[tuple[object, ...]]:
    table = inputs.table("events")
    assert table is not None
    return [row.cells for row in table.rows]


def test_a_day_without_reports_is_as_it_was() -> None:
    assert with_reports(NOTHING, []) is NOTHING


@pytest.mark.parametrize(
    ("code", "kind"),
    [("PAID", "done"), ("NOHOME", "failed"), ("UNSAFE", "failed"), ("CANCELLED", "withdrawn")],
)
def test_a_visit_has_ended_unless_nobody_went(code: str, kind: str) -> None:
    told = with_reports(NOTHING, [a_report(1, "C001", code, at("10:00"))])
    (row,) = rows_of(told)
    assert row[0] == kind
    assert row[2] == "C001"


def test_every_outcome_is_some_event() -> None:
    assert {kind_of(code) for code in OUTCOME_CODES} == {"done", "failed", "withdrawn"}


def test_the_last_report_of_a_case_counts_and_all_stand_in_their_order() -> None:
    later, earlier = at("11:00"), at("10:00")
    told = with_reports(
        NOTHING,
        [
            a_report(1, "C001", "PAID", later),
            a_report(2, "C002", "PAID", later),
            a_report(3, "C001", "NOHOME", earlier),
        ],
    )
    assert [(row[0], row[2]) for row in rows_of(told)] == [("failed", "C001"), ("done", "C002")]


def test_reports_follow_what_the_table_says_under_its_own_headers() -> None:
    row = TableRow(None, ("09:30", "病假", "A02"))
    table = DayTable("events", "events.csv", ("时间", "事件", "外访员"), FORM, (row,))
    told = with_reports(DayInputs({}, (table,)), [a_report(1, "C001", "PAID", at("10:00"))])
    first, second = rows_of(told)
    assert first[:3] == ("09:30", "病假", "A02")
    assert second == (at("10:00").isoformat(timespec="seconds"), "done", "A01", "C001")
