"""The report of a comparison: everything in it, nothing from outside, nobody named."""

import html
import re
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from builders import ZONE, at
from hostile_plan import EVERYTHING
from sample_plan import a_sample
from visitplan.domain.comparison import (
    Changed,
    Compared,
    Comparison,
    Difference,
    Effort,
    Failed,
    Figures,
    HourUse,
    Marginal,
)
from visitplan.domain.day import TravelSettings
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost
from visitplan.render.comparison_charts import BAR_LEFT, bars, frontier, heat_map
from visitplan.render.comparison_files import comparison_files
from visitplan.render.comparison_page import Drawn, clock, comparison_pages, signed
from visitplan.render.exports.comparison_xlsx import comparison_xlsx
from visitplan.travel.beeline import BeelineTravel

BEELINE = BeelineTravel(TravelSettings(engine="beeline"))


def figures(wage: int = 90_000, visits: int = 9) -> Figures:
    return Figures(
        cost=Cost(fixed=2000, wage=wage, unassigned=1200),
        on_duty=2, agents_used=2, visits=visits, unassigned=1, ineligible=1, shift_seconds=57_600,
        paid_seconds=30_000, travel_seconds=6000, metres=20_000, waiting_seconds=60, early=0,
        late=2, repeated=0,
    )  # fmt: skip


def a_comparison(title: str = "Shifts start at ten", **changes: object) -> Comparison:
    base = Compared(
        name="today", title="Today", figures=figures(), totals=(93_200, 93_400),
        use=(HourUse(agent_id="A01", hour=9, drive=600, serve=2400, idle=600),),
    )  # fmt: skip
    one = Compared(
        name="late", title=title, changes={"shift_start": "10:00"}, figures=figures(91_000, 8),
        totals=(94_200, 94_300), dominated=True,
        difference=Difference(
            by_term={"wage": 1000}, total=1000, noise=200, verdict="dearer", visits=-1
        ),
        changed=(
            Changed(case_id="C001", fate="moved", agent_before="A01", before=at("09:30"),
                    agent_after="A02", after=at("10:30")),
            Changed(case_id="C002", fate="dropped", agent_before="A01", before=at("11:00")),
        ),
    )  # fmt: skip
    failed = Failed(
        name="x", title="Nobody is on duty",
        findings=(Finding(severity="error", code="VP-SC-006", file="scenarios.toml",
                          column="scenarios.x", problem="changes nothing", remedy="change it"),),
    )  # fmt: skip
    marginal = Marginal(
        unit="agent", less="today", more="late", number=1, per_unit=1000, noise=200, is_noise=False
    )
    told = Comparison(
        date=at("09:00").date(), currency="EUR", effort=Effort(seeds=(1, 2), seconds=5.0),
        travel="as the crow flies", scenarios=(base, one), failed=(failed,), marginals=(marginal,),
    )  # fmt: skip
    return told.model_copy(update=changes)


def drawn() -> dict[str, Drawn]:
    plan, day = a_sample()[:2]
    return {name: Drawn(day, plan) for name in ("today", "late")}


def page(comparison: Comparison | None = None) -> str:
    return comparison_pages(comparison or a_comparison(), drawn(), BEELINE).whole


def test_it_tells_costs_differences_failures_and_the_limits_of_its_claim() -> None:
    told = page()
    for words in (
        "+€10.00", "dearer", "shift_start", "Nobody is on duty", "changes nothing",
        "C001", "no longer visited", "not proved to be the best", "0 → 1",
        "5.0 seconds over 2 seeds",
    ):  # fmt: skip
        assert words in told


def test_it_asks_for_nothing_from_outside_and_lets_no_script_run() -> None:
    told = page()
    assert "<script" not in told
    assert re.findall(r'(?:src|href)=(?!"#)', told) == []
    assert "default-src 'none'" in html.unescape(told)
    assert ' style="' not in told


def test_every_chart_says_what_it_is() -> None:
    told = page()
    assert told.count('role="img"') == len(re.findall(r'<title id="[a-z]+-', told))


def test_hostile_titles_stay_text() -> None:
    told = page(a_comparison(EVERYTHING))
    assert "<script>window" not in told
    assert "<img src=x" not in told
    assert "{{7*7}}" in told


def test_no_customer_and_no_address_is_named() -> None:
    told = page()
    for case in drawn()["today"].day.cases:
        assert case.customer is None or case.customer not in told
        assert case.place.address is None or case.place.address not in told


def test_a_difference_within_the_noise_is_not_called_the_cheapest() -> None:
    one = a_comparison().scenarios[1]
    assert one.difference is not None
    none = one.difference.model_copy(update={"total": -100, "verdict": "none"})
    scenarios = (a_comparison().scenarios[0], one.model_copy(update={"difference": none}))
    told = page(a_comparison(scenarios=scenarios))
    assert "No scenario that asks for as many visits is cheaper" in told
    assert "≈ \N{MINUS SIGN}€1.00" in told


def test_equal_comparisons_give_equal_bytes() -> None:
    one, other = (comparison_files(a_comparison(), drawn(), BEELINE) for _ in range(2))
    assert one == other
    assert Comparison.model_validate_json(one.files["scenarios.json"]) == a_comparison()


def test_the_workbook_has_all_of_it_and_no_formulas() -> None:
    content = comparison_xlsx(a_comparison("=1+1"), ZONE)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == [
        "Cost", "Figures", "Hours", "Changed visits", "One more", "Not planned",
    ]  # fmt: skip
    cell = book["Cost"]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book["Cost"]["J3"].value == 942
    assert book["Changed visits"].max_row == 3


def test_bars_follow_each_other_and_end_at_the_total() -> None:
    shown = bars(a_comparison().scenarios)
    for bar in shown:
        assert bar.segments[0].left == BAR_LEFT
        for one, after in pairwise(bar.segments):
            assert one.left + one.width == pytest.approx(after.left, abs=0.2)
    longer = shown[1].end - BAR_LEFT, shown[0].end - BAR_LEFT
    assert longer[0] / longer[1] == pytest.approx(942 / 932)


def test_the_frontier_joins_those_whom_nobody_dominates() -> None:
    shown = frontier(a_comparison().scenarios)
    assert len(shown.line.split()) == 1
    assert [dot.on_it for dot in shown.dots] == [True, False]


def test_an_hour_fills_its_cell_and_no_more() -> None:
    whole = HourUse(agent_id="A01", hour=9, drive=1000, serve=2000, wait=600)
    widths = [int(w) for use in heat_map([whole]).uses for w in re.findall(r"h(\d+)v", use.path)]
    assert sum(widths) == 46


def test_amounts_have_a_true_sign_and_hours_are_short() -> None:
    assert (signed(-1230, "EUR"), signed(0, "EUR")) == ("\N{MINUS SIGN}€12.30", "±€0.00")
    assert signed(1230, "JPY") == "+¥1,230"
    assert clock(15_370) == "4:16"
