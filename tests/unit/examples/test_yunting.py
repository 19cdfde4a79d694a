"""The Chinese example: a week around National Day, every refusal with its source."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

import visitplan
from laws.planned_here import _solve_here
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route
from visitplan.domain.visit import Refusal
from visitplan.eligibility.governing import OURS
from visitplan.planning import searching

FOLDER = Path(__file__).parents[3] / "examples" / "yunting"
WORKING = tuple(map(date.fromisoformat, (
    "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09",
)))  # fmt: skip
ENCODINGS = {"cases": "utf-8-sig", "agents": "gb18030", "contacts": "utf-8"}

LENDER = "示例贷款公司外访制度（虚构）, 第{}条 (rule {})"
PACKS = OURS
WEB = "Web article on the inclusive door-to-door collection policy, without number or date, 2.2"
REFUSED = {
    "YT045": {"status_is_visitable": LENDER.format("四", "statuses"), "approval_is_named": PACKS},
    "YT046": {"status_is_visitable": LENDER.format("四", "statuses")},
    "YT047": {"status_is_visitable": LENDER.format("四", "statuses")},
    **{
        f"YT{number:03d}": {"no_hold_is_on": LENDER.format("四", "holds")}
        for number in range(48, 53)
    },
    "YT053": {"product_may_be_visited": LENDER.format("三", "products")},
    "YT054": {"product_may_be_visited": LENDER.format("三", "products")},
    "YT055": {"debt_is_due_long_enough": LENDER.format("三", "days-past-due")},
    "YT056": {"customer_is_assessed": LENDER.format("四", "assessment")},
    "YT057": {"assessment_is_recent": LENDER.format("四", "assessment")},
    "YT058": {"approval_is_named": PACKS},
    "YT059": {"approval_has_not_expired": PACKS},
    "YT060": {"approval_is_recent": LENDER.format("四", "approval")},
    "YT061": {"notices_are_sent": f"{WEB} (rule notice)"},
    "YT062": {"notices_are_unanswered": f"{WEB} (rule notice)"},
    "YT063": {"caps_leave_room": LENDER.format("六", "contacts")},
    "YT064": {"crew_is_small_enough": "GB/T 45251-2025 (rule crew)"},
    "YT065": {"place_may_be_visited": LENDER.format("七", "places")},
    "YT066": {"place_may_be_visited": LENDER.format("七", "places")},
    "YT067": {"hours_are_left_for_the_visit": LENDER.format("一", "hours")},
    "YT068": {"hours_are_left_for_the_visit": LENDER.format("一", "hours")},
    "YT069": {"place_is_known": PACKS},
    "YT070": {"jurisdiction_is_covered": PACKS},
}
"""Who is refused on every day, by which rules, and what these stand on."""
LATER = {
    "YT038": "2026-09-30", "YT039": "2026-09-30", "YT040": "2026-10-01", "YT041": "2026-10-05",
    "YT042": "2026-10-09",
}  # fmt: skip
"""Who is refused on the first day alone, and from when on the visit would be lawful."""

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    text = (FOLDER / f"{table}.csv").read_bytes().decode(ENCODINGS[table])
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> visitplan.Surroundings:
    return visitplan.Surroundings(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def checked(cache: visitplan.Surroundings) -> visitplan.Checked:
    return visitplan.check(FOLDER, cache)


@pytest.fixture(scope="module")
def week(
    cache: visitplan.Surroundings, tmp_path_factory: pytest.TempPathFactory
) -> visitplan.PlannedAhead:
    asked = {"horizon.days": 5, "limits.seconds": 60, "limits.work": 5}
    with mock.patch.object(searching, "solve_apart", _solve_here):
        return visitplan.plan_ahead(
            FOLDER, cache, out=tmp_path_factory.mktemp("maps"), overrides=asked
        )


def routes(week: visitplan.PlannedAhead) -> Iterator[tuple[Plan, Route]]:
    return ((plan, route) for plan in week.plans for route in plan.routes)


def visited(week: visitplan.PlannedAhead) -> dict[str, date]:
    return {stop.case_id: plan.date for plan, route in routes(week) for stop in route.stops}


def by_rule(refusals: tuple[Refusal, ...]) -> dict[str, Refusal]:
    """Return the refusals by their rule, of several of one rule the first."""
    return {refusal.rule: refusal for refusal in reversed(refusals)}


def test_people_are_plainly_samples() -> None:
    assert all("样例" in case["客户姓名"] for case in rows("cases"))
    assert all("样例" in agent["姓名"] for agent in rows("agents"))
    assert all(case["审批人"][:3] in ("审批员", "") for case in rows("cases"))
    assert all(case["地址"].startswith("云汀市") for case in rows("cases"))


def test_every_point_is_on_open_water() -> None:
    placed = [row for row in rows("cases") if row["纬度"]]
    assert all(36.70 < float(row["纬度"]) < 36.80 for row in placed)
    assert all(100.20 < float(row["经度"]) < 100.34 for row in placed)


def test_every_chinese_header_is_known(checked: visitplan.Checked) -> None:
    assert sorted((found.file, found.code) for found in checked.findings) == [
        ("agents.csv", "VP-IN-008"),  # GB18030
        ("cases", "VP-TR-006"),  # an address without a point
        ("cn", "VP-PO-022"),  # sources that nobody has seen
    ]


def test_no_sign_is_lost_in_either_encoding(checked: visitplan.Checked) -> None:
    day: Day = checked.day
    assert day.agent("W04").name == "陈𬱖样例四"
    assert {case.place.address for case in day.cases} == {row["地址"] for row in rows("cases")}
    assert {shift.start_label for shift in day.shifts} == {"城东网点", "城西网点", "home"}


def test_hours_in_chinese_words_are_read(checked: visitplan.Checked) -> None:
    cases = {case.id: case for case in checked.day.cases}
    told = [row["案件编号"] for row in rows("cases") if row["可访时间"] == "下午2点至5点"]
    assert told
    for case_id in told:
        (window,) = cases[case_id].windows
        assert f"{window.opening:%H:%M}-{window.closing:%H:%M}" == "14:00-17:00"


def test_every_refusal_is_traced_to_its_source(checked: visitplan.Checked) -> None:
    refused = {each.case_id: each.refusals for each in checked.admission.ineligible}
    assert refused.keys() == {*REFUSED, *LATER, "YT044"}
    assert {
        case_id: {rule: refusal.source for rule, refusal in by_rule(refusals).items()}
        for case_id, refusals in refused.items()
        if case_id in REFUSED
    } == REFUSED


def test_who_waits_is_told_from_when_on(checked: visitplan.Checked) -> None:
    refused = {each.case_id: each.refusals for each in checked.admission.ineligible}
    for case_id, lawful_from in LATER.items():
        (refusal,) = refused[case_id]
        assert str(refusal.lawful_from) == lawful_from


def test_stale_training_bars_its_agent(checked: visitplan.Checked) -> None:
    (barred,) = checked.admission.barred
    assert barred.shift_id == "W08/1"
    assert by_rule(barred.refusals)["trainings_are_fresh"].pack == "cn"


def test_the_holiday_is_skipped(week: visitplan.PlannedAhead) -> None:
    assert tuple(plan.date for plan in week.plans) == WORKING


def test_every_case_is_visited_refused_or_left_out_once(week: visitplan.PlannedAhead) -> None:
    told = [*visited(week)]
    told += [each.case_id for plan in week.plans for each in (*plan.unassigned, *plan.ineligible)]
    assert sorted(told) == [row["案件编号"] for row in rows("cases")]


def test_every_day_is_verified(week: visitplan.PlannedAhead, cache: visitplan.Surroundings) -> None:
    for plan in week.plans:
        file = week.folder / str(plan.date) / "plan.json"
        assert visitplan.verify(FOLDER, file, cache).violations == ()


def test_nobody_is_visited_before_it_is_lawful(week: visitplan.PlannedAhead) -> None:
    on = visited(week)
    assert on.keys().isdisjoint(REFUSED)
    assert all(on[case_id] >= date.fromisoformat(least) for case_id, least in LATER.items())
    assert max(on["YT035"], on["YT036"]) <= date(2026, 9, 30)


def test_two_people_go_where_two_are_asked_for(week: visitplan.PlannedAhead) -> None:
    asked = {row["案件编号"] for row in rows("cases") if row["外访人数"] == "2"}
    together = {
        stop.case_id for _, route in routes(week) if "+" in route.shift_id for stop in route.stops
    }
    alone = {
        stop.case_id
        for _, route in routes(week)
        if "+" not in route.shift_id
        for stop in route.stops
    }
    assert together & asked
    assert alone
    assert not alone & asked


def test_whose_card_has_ended_stays_at_home(week: visitplan.PlannedAhead) -> None:
    ended = [route for plan, route in routes(week) if plan.date > WORKING[2]]
    assert not any("W07" in route.shift_id for route in ended)
    assert not any("W08" in route.shift_id for _, route in routes(week))


def test_pages_and_tables_carry_the_addresses(week: visitplan.PlannedAhead) -> None:
    addresses = {row["案件编号"]: row["地址"] for row in rows("cases")}
    plan, route = next(routes(week))
    folder, first = week.folder / str(plan.date), addresses[route.stops[0].case_id]
    for name in ("index.html", "itineraries.html", "stops.csv", "stops-excel.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        assert first in text, name
    calendars = [file.read_text(encoding="utf-8") for file in folder.glob("*.ics")]
    assert any(first in text.replace("\n ", "") for text in calendars)
