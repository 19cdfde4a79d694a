"""The page of a street network, and legs on the phone, as a browser shows them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from sample_plan import CREDIT, a_sample, grid
from visitplan.domain.street_report import ClassReport, HourlyRule, ModeReport, StreetReport
from visitplan.domain.travel import Bounds
from visitplan.render.agent_page import agent_page
from visitplan.render.streets_page import percent, streets_page

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
AROUND = Bounds(60.155, 24.91, 60.19, 24.97)


def a_report(label: str = "Sampleton") -> StreetReport:
    residential = ClassReport(
        road_class="residential",
        metres=12_345,
        kmh=23.1,
        limit_share=0.4,
        name_share=0.999,
        one_way_share=0.001,
    )
    drive = ModeReport(
        mode="drive", junctions=900, segments=1200, pieces=3, metres=13_000, kept_metres=12_000
    )
    return StreetReport(
        label=label,
        as_of=date(2026, 1, 2),
        attribution=CREDIT,
        calibration=1.3,
        addresses=12,
        turn_restrictions=None,
        hourly_turns=2,
        hourly_rules=(HourlyRule(tag="access:conditional", rule="no @ (<b>Su</b>)", metres=800),),
        modes=(drive,),
        classes=(residential, residential.model_copy(update={"road_class": "path", "kmh": None})),
    )


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_of_streets_draws_them_and_asks_for_nothing(opened: Opened, width: int) -> None:
    watched = opened(width, 900)
    page = watched.open(streets_page(a_report(), grid(), AROUND))
    expect(page.locator(".leaflet-streets-pane canvas")).to_have_count(1)
    expect(page.locator("section table")).to_have_count(3)
    assert CREDIT in page.locator(".map").inner_text()
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(script) <= 0
    assert (watched.complaints, watched.requests) == ([], [])


def test_a_network_of_a_hostile_name_is_text(opened: Opened) -> None:
    name = "<img src=x onerror=alert(1)>{{7*7}}"
    watched = opened(1200, 900)
    page = watched.open(streets_page(a_report(name), grid(), AROUND))
    assert name in page.locator("h1").inner_text()
    assert watched.complaints == []


def test_shares_are_never_rounded_to_all_or_nothing() -> None:
    told = [percent(share).replace("\xa0", " ") for share in (0, 0.001, 0.4, 0.999, 1)]
    assert told == ["0 %", "< 1 %", "40 %", "> 99 %", "100 %"]


def test_on_the_phone_each_leg_is_told_in_one_running_line(opened: Opened) -> None:
    plan, day, scenery = a_sample()
    page = opened(390, 844).open(agent_page(plan, day, "A01/1", scenery))
    legs = page.locator("li.between > span").all_inner_texts()
    assert len(legs) == 9
    assert legs[0].replace("\xa0", " ") == "2 min, 360 m along Park Avenue"
