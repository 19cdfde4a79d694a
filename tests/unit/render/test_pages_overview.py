"""The overview tells the whole day and no customer."""

import re
from zoneinfo import ZoneInfo

import folium
import pytest

from hostile_plan import a_hostile_sample
from sample_plan import CREDIT, DESCRIPTION, a_sample
from visitplan.domain.plan import Cost
from visitplan.render.file_names import ITINERARIES, agent_file
from visitplan.render.overview import overview
from visitplan.render.scenery import Scenery
from visitplan.render.vectors import DrawnStreets


@pytest.fixture(scope="module")
def html() -> str:
    return overview(*a_sample())


def test_it_names_every_case_with_its_place(html: str) -> None:
    _, day, _ = a_sample()
    for case in day.cases:
        assert f">{case.id}<" in html
    assert "Harbour Road 11" in html


def test_it_names_no_customer(html: str) -> None:
    _, day, _ = a_sample()
    assert not any(case.customer in html for case in day.cases if case.customer)


def test_two_renderings_are_equal_to_the_byte(html: str) -> None:
    assert overview(*a_sample()) == html


def test_it_is_a_whole_page_with_language_charset_and_viewport(html: str) -> None:
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<meta charset="utf-8">' in html
    assert 'content="width=device-width, initial-scale=1"' in html
    assert "user-scalable" not in html


def test_it_links_to_nothing_outside(html: str) -> None:
    without_leaflet = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    addresses = re.findall(r'(?:href|src|url)\s*[=(]\s*"?([^")\s>]+)', without_leaflet)
    outside = [address for address in addresses if address.startswith(("http", "//"))]
    assert outside == []


def test_it_links_to_the_itineraries_and_to_each_agents_page(html: str) -> None:
    assert f'href="{ITINERARIES}"' in html
    assert html.count(f'href="{agent_file("A01/1")}"') == 1


def test_it_says_how_travel_was_measured_and_credits_the_streets(html: str) -> None:
    assert DESCRIPTION in html
    assert CREDIT in html
    assert "No streets were used" not in html


def test_as_the_crow_flies_is_said_prominently() -> None:
    plan, day, scenery = a_sample()
    day = day.model_copy(update={"travel": day.travel.model_copy(update={"engine": "beeline"})})
    assert "No streets were used" in overview(plan, day, scenery)


def test_it_prices_the_day_by_term(html: str) -> None:
    plan, _, _ = a_sample()
    assert "€150.00" in html  # three visits left out
    assert f"€{plan.cost.total / 100:,.2f}" in html


def test_money_has_the_minor_units_of_its_currency() -> None:
    plan, day, scenery = a_sample()
    plan = plan.model_copy(update={"currency": "JPY", "cost": Cost(wage=12_345)})
    assert "¥12,345<" in overview(plan, day, scenery)


def test_times_are_told_in_the_zone_of_the_plan() -> None:
    plan, day, scenery = a_sample()
    elsewhere = plan.model_copy(update={"time_zone": ZoneInfo("Europe/London")})
    assert "07:07–10:39" in overview(elsewhere, day, scenery)


def test_a_visit_left_out_has_its_kind_its_reason_and_its_near_miss(html: str) -> None:
    assert "The nearest shift ends before the visit could." in html
    assert "misses by 12 min" in html
    assert "would cost €41.50 more" in html
    assert "only instead of C022" in html


def test_a_refusal_names_its_rule_and_source(html: str) -> None:
    assert "A dispute is open." in html
    assert "hold_dispute; sample 1, house rules, part 2" in html


def test_a_finding_is_listed_with_its_spot_and_remedy(html: str) -> None:
    assert "cases.csv, row 14, remark" in html
    assert "VP-IN-042" in html


def test_a_shift_without_a_route_is_shown_as_not_used(html: str) -> None:
    assert html.count("not used") == 1
    assert "4 of 5 shifts" in html


def test_a_plan_without_routes_is_a_page_with_its_reasons() -> None:
    plan, day, _ = a_sample()
    empty = plan.model_copy(update={"routes": (), "cost": Cost()})
    page = overview(empty, day, Scenery({}, DrawnStreets(()), DESCRIPTION))
    assert "No routes" in page
    assert "A dispute is open." in page


def test_a_day_without_a_single_point_is_a_page_without_a_map() -> None:
    plan, day, _ = a_sample()
    empty = plan.model_copy(
        update={"routes": (), "unassigned": (), "ineligible": plan.ineligible[-1:]}
    )
    page = overview(empty, day, Scenery({}, DrawnStreets(()), DESCRIPTION))
    assert 'class="folium-map"' not in page
    assert "The address was not found." in page


def test_hostile_text_is_never_run_by_a_template() -> None:
    page = overview(*a_hostile_sample())
    assert "{{7*7}}" in page
    assert "<img src=x" not in page
    assert "window.PWN=1</script>" not in page


def test_the_content_policy_lets_only_this_pages_scripts_run(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")


def test_folium_is_left_as_it_was() -> None:
    overview(*a_sample())
    assert folium.Map.default_js
    assert folium.Map.default_css


def test_the_page_stays_within_a_megabyte(html: str) -> None:
    assert len(html.encode()) < 1_000_000
