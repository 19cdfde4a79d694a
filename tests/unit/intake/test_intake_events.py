"""What happened so far, read like every table, and held against day, plan and moment."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from builders import a_case, a_day, a_shift, an_agent, at
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.errors import InputError
from visitplan.intake.events import read_amount, read_events, read_events_until, read_moment

DAY = a_day(
    cases=tuple(a_case(number) for number in range(1, 7)),
    agents=(an_agent(1), an_agent(2)),
    shifts=(a_shift(1), a_shift(2)),
)
NOON = at("12:00")
HEADER = "kind,at,case_id,agent_id,minutes"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_here(DAY, BEELINE).plan


def told(folder: Path, plan: Plan, *rows: str, header: str = HEADER) -> tuple[Event, ...]:
    (folder / "events.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    return read_events(folder, None, DAY, plan, NOON).events


def refused(folder: Path, plan: Plan, *rows: str, header: str = HEADER) -> list[str]:
    with pytest.raises(InputError) as error:
        told(folder, plan, *rows, header=header)
    found = error.value.findings
    return [f"{f.row}:{f.column} {f.code}" for f in found if f.severity == "error"]


def test_each_kind_of_event_is_read(tmp_path: Path, plan: Plan) -> None:
    first, second = plan.routes[0].stops[:2]
    events = told(
        tmp_path,
        plan,
        f"done,{first.departure:%H:%M:%S},{first.case_id},,",
        f"failed,{second.departure:%H:%M:%S},{second.case_id},A01,",
        "delayed,09:40,,A01,20 min",
        "agent_ill,11:00,,A02,",
        "urgent,11:30,C005,,",
        "withdrawn,11:30,C006,,",
    )
    assert [event.kind for event in events] == [
        "done", "failed", "delayed", "agent_ill", "urgent", "withdrawn",
    ]  # fmt: skip
    assert events[2] == Event(kind="delayed", at=at("09:40"), agent_id="A01", delay_seconds=20 * 60)


def test_chinese_headers_and_words_and_json_are_read_alike(tmp_path: Path, plan: Plan) -> None:
    header = "事件,时间,案件编号,工号,分钟"
    chinese = told(tmp_path, plan, "延误,09:40,,A01,20", "撤回,10:00,C006,,", header=header)
    rows = [
        {"kind": "delayed", "at": "09:40", "agent_id": "A01", "minutes": 20},
        {"kind": "withdrawn", "at": "10:00", "case_id": "C006"},
    ]
    file = tmp_path / "happened.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    assert read_events(tmp_path, file, DAY, plan, NOON).events == chinese


def test_without_a_table_nothing_is_reported(tmp_path: Path, plan: Plan) -> None:
    assert read_events(tmp_path, None, DAY, plan, NOON) == ((), (), {})


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("dunno,10:00,C001,,", "2:kind VP-IN-056"),
        ("done,25:00,C001,,", "2:at VP-IN-083"),
        ("done,10:00,,,", "2:case_id VP-IN-050"),
        ("agent_ill,10:00,,,", "2:agent_id VP-IN-050"),
        ("delayed,10:00,,A01,", "2:minutes VP-IN-050"),
        ("delayed,10:00,,A01,0", "2:minutes VP-IN-060"),
        ("delayed,10:00,,A01,soon", "2:minutes VP-IN-090"),
        ("withdrawn,10:00,C099,,", "2:case_id VP-IN-121"),
        ("agent_ill,10:00,,A09,", "2:agent_id VP-IN-120"),
        ("urgent,12:01,C001,,", "2:at VP-IN-140"),
        ("delayed,08:59,,A01,20", "2:at VP-IN-141"),
    ],
    ids=[
        "no such kind", "no time", "no case", "no agent", "no length", "no delay", "no number",
        "unknown case", "unknown agent", "in the future", "before the shift",
    ],
)  # fmt: skip
def test_what_cannot_be_is_found_where_it_stands(
    tmp_path: Path, plan: Plan, row: str, found: str
) -> None:
    assert refused(tmp_path, plan, row) == [found]


def test_visits_end_in_whatever_order_they_were_made(tmp_path: Path, plan: Plan) -> None:
    first, second = (stop.case_id for stop in plan.routes[0].stops[:2])
    happened = told(tmp_path, plan, f"done,10:00,{first},,", f"done,09:50,{second},,")
    assert [event.case_id for event in happened] == [first, second]


def test_a_visit_ends_once(tmp_path: Path, plan: Plan) -> None:
    first = plan.routes[0].stops[0].case_id
    rows = (f"done,10:00,{first},,", f"failed,10:00,{first},,")
    assert refused(tmp_path, plan, *rows) == ["3:case_id VP-IN-130"]


def test_only_planned_visits_end_and_only_by_their_agent(tmp_path: Path, plan: Plan) -> None:
    first = plan.routes[0].stops[0].case_id
    gone = plan.model_copy(update={"routes": ()})
    assert refused(tmp_path, gone, "done,10:00,C001,,") == ["2:case_id VP-IN-142"]
    assert "2:agent_id VP-IN-142" in refused(tmp_path, plan, f"done,10:00,{first},A02,")


def test_who_is_ill_begins_no_visit(tmp_path: Path, plan: Plan) -> None:
    route = plan.routes[0]
    rows = (f"agent_ill,09:00,,{route.agent_id},", f"done,10:00,{route.stops[0].case_id},,")
    assert refused(tmp_path, plan, *rows) == ["3:at VP-IN-143"]


def test_who_made_a_visit_before_its_time_and_fell_ill_then_has_made_it(
    tmp_path: Path, plan: Plan
) -> None:
    route = plan.routes[0]
    last = route.stops[-1]
    ill = f"{last.arrival - timedelta(minutes=1):%H:%M}"
    rows = (f"agent_ill,{ill},,{route.agent_id},", f"done,09:40,{last.case_id},,")
    assert len(told(tmp_path, plan, *rows)) == 2


def test_what_was_reported_later_is_nothing_to_an_earlier_plan(tmp_path: Path, plan: Plan) -> None:
    rows = ("agent_ill,11:00,,A02,", "agent_ill,12:01,,A01,", "withdrawn,12:00,C006,,")
    (tmp_path / "events.csv").write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    told = read_events_until(tmp_path, None, DAY, plan, NOON)
    assert [event.agent_id or event.case_id for event in told.events] == ["A02", "C006"]
    assert "events.csv" in told.inputs


@pytest.mark.parametrize("text", ["13:70", "noon", "", "29:00"])
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--at"):
        read_moment(text, DAY)


def test_moments_and_amounts_are_read_as_people_type_them() -> None:
    assert read_moment("13:40", DAY) == at("13:40")
    assert read_amount("3.50", "EUR") == 350
    assert read_amount("350", "JPY") == 350
    for text in ("-1", "x", "1.234", "1e3"):
        with pytest.raises(InputError, match="--stability"):
            read_amount(text, "EUR")
