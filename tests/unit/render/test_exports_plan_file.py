"""``plan.json`` goes out as one text and comes back as the same plan, or with findings."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.render.exports_sample import HOSTILE, a_hostile_plan
from unit.verification.hand_scheduling import a_full_day, a_full_plan, matrices_of
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.errors import InputError
from visitplan.render.exports.plan_file import plan_json, read_plan
from visitplan.verification.verifier import verify

TEXT = plan_json(a_full_plan())


def findings(text: str) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        read_plan(text)
    return caught.value.findings


def with_changes(**changes: Any) -> str:
    return json.dumps(json.loads(TEXT) | changes)


def test_a_plan_comes_back_as_it_went_out() -> None:
    assert read_plan(TEXT) == a_full_plan()
    assert plan_json(read_plan(TEXT)) == TEXT


@pytest.mark.parametrize("text", HOSTILE)
def test_what_strangers_wrote_comes_back_as_it_went_out(text: str) -> None:
    assert read_plan(plan_json(a_hostile_plan(text))) == a_hostile_plan(text)


def test_equal_plans_have_one_text_whatever_zone_their_times_are_told_in() -> None:
    in_offsets = Plan.model_validate_json(TEXT.replace("T10:00:00+02:00", "T08:00:00Z"))
    assert plan_json(in_offsets) == TEXT
    assert TEXT.endswith("}\n")


def test_times_come_back_in_the_plans_zone() -> None:
    assert read_plan(TEXT).routes[0].leaves.tzinfo == a_full_plan().time_zone


def test_a_plan_read_back_is_as_true_as_before() -> None:
    assert verify(a_full_day(), matrices_of(a_full_day()), read_plan(TEXT)) == ()


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_plan("\ufeff" + TEXT) == a_full_plan()


def test_every_wrong_value_is_found_with_its_path() -> None:
    data = json.loads(TEXT)
    data["routes"][0]["stops"][2]["arrival"] = "soon"
    data["routes"][1]["paid_seconds"] = -1
    data["unassigned"][0]["colour"] = "red"
    del data["currency"]
    assert {finding.column for finding in findings(json.dumps(data))} == {
        "routes[0].stops[2].arrival",
        "routes[1].paid_seconds",
        "unassigned[0].colour",
        "currency",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        TEXT[:-20],
        TEXT.replace("0.5", "NaN").replace("1.0", "NaN"),
        TEXT.replace("1.0", "1e999"),
        TEXT.replace("1.0", "9" * 5000),
        TEXT.replace('"currency"', '"date": "2026-11-24", "currency"'),
        "[" * 100_000,
        '{"a":' * 100_000,
        with_changes(schema_version=2),
        with_changes(schema_version=True),
        with_changes(schema_version="1"),
        with_changes(time_zone="Mars/Olympus"),
        with_changes(cost={"fixed": 1.5}),
        with_changes(routes={}),
        with_changes(currency="\ud800"),
        TEXT.replace("EUR", "\ud800"),
        TEXT.replace("T10:00:00+02:00", "T10:00:00"),
        TEXT.replace("2026-11-24T10:00:00+02:00", "0001-01-01T00:00:00+14:00"),
        TEXT.replace("2026-11-24T10:00:00+02:00", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_finding(text: str) -> None:
    for finding in findings(text):
        assert finding.severity == "error"
        assert finding.code.startswith("VP-PLAN-")
        assert finding.problem
        assert finding.remedy


def test_a_plan_of_another_version_is_told_so() -> None:
    assert [f.column for f in findings(with_changes(schema_version=2))] == ["schema_version"]


def test_the_line_of_a_slip_is_told() -> None:
    (finding,) = findings(TEXT.replace('"currency": "EUR",', '"currency": "EUR"'))
    assert finding.row == TEXT.splitlines().index('  "currency": "EUR",') + 2


def test_a_thousand_findings_are_counted_and_a_hundred_shown() -> None:
    route = json.loads(TEXT)["routes"][0]
    good = route["stops"][0]
    route["stops"] = [good] + [good | {"setup_seconds": -1}] * 1000
    found = findings(with_changes(routes=[route]))
    assert len(found) == 101
    assert found[-1].problem == "900 more findings"


def test_a_finding_quotes_no_value() -> None:
    data = json.loads(TEXT)
    data["routes"][0]["leaves"] = data["currency"] = data["manifest"]["seed"] = ["Erika"]
    assert "Erika" not in " ".join(map(str, findings(json.dumps(data))))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_slip_of_the_pen_makes_reading_raise_anything_else(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT)))
    length = data.draw(st.integers(0, 30))
    new = data.draw(st.text(alphabet='0123456789-+.eE"{}[]:,\\ntfNaN\x00 é', max_size=6))
    with suppress(InputError):
        read_plan(TEXT[:start] + new + TEXT[start + length :])
