"""An agent's page and sheet: the own route, and nothing that is nobody's business."""

import re

import pytest

from builders import a_policy
from sample_plan import DESCRIPTION, a_sample
from visitplan.domain.day import Day
from visitplan.render.agent_page import agent_page
from visitplan.render.print_sheet import itinerary

OURS = "A02/1"
WORDS = ("debt", "loan", "owed", "overdue", "arrears", "lender", "credit card", "penalty", "cost")


def with_customer(day: Day, shown: str) -> Day:
    policy = a_policy(customer_on_agent_page=shown)
    return day.model_copy(update={"policy": policy})


def words_of(html: str) -> str:
    """Return what a reader sees or a machine finds, scripts and styles left out."""
    return re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.DOTALL)


@pytest.fixture(scope="module")
def html() -> str:
    plan, day, scenery = a_sample()
    return agent_page(plan, day, OURS, scenery)


def test_it_has_a_card_for_each_stop_in_order(html: str) -> None:
    plan, _, _ = a_sample()
    references = re.findall(r"Ref\. <bdi>(C\d+)</bdi>", html)
    assert references == [stop.case_id for stop in plan.routes[1].stops]


def test_it_holds_no_other_case_no_other_agent_and_no_left_out_visit(html: str) -> None:
    plan, day, _ = a_sample()
    ours = {stop.case_id for stop in plan.routes[1].stops}
    for case in day.cases:
        assert (case.id in html) == (case.id in ours)
        assert (f"{case.customer}<" in html) == (case.id in ours)
    assert not any(f"Agent {number:02}" in html for number in (1, 3, 4, 5))


def test_it_holds_no_coordinate_of_another_route(html: str) -> None:
    plan, day, _ = a_sample()
    others = {stop.case_id for route in plan.routes[2:] for stop in route.stops}
    points = [case.place.point for case in day.cases if case.id in others]
    assert not any(f"{point.lat:.6f},{point.lon:.6f}" in html for point in points if point)


def test_it_speaks_of_no_money_and_of_no_debt(html: str) -> None:
    text = words_of(html).lower()
    assert not any(word in text for word in WORDS)
    assert not any(sign in text for sign in ("€", "eur ", "$"))


def test_it_tells_until_when_one_may_stay(html: str) -> None:
    assert re.search(r"be out by <strong>13:00</strong>", html)
    assert "Hours 09:00–13:00, 14:00–18:00" in html


def test_breaks_and_door_notes_and_skills_are_told(html: str) -> None:
    assert "Break 10:50–11:20, unpaid" in html
    assert "Gate at the side, second bell" in html
    assert "Needs <bdi>swedish</bdi>" in html


@pytest.mark.parametrize(
    ("shown", "folded", "named"),
    [
        ("hidden", False, False),
        ("tap", True, True),
        ("shown", False, True),
    ],
)
def test_the_customer_is_shown_as_the_policy_allows(shown: str, folded: bool, named: bool) -> None:
    plan, day, scenery = a_sample()
    page = agent_page(plan, with_customer(day, shown), OURS, scenery)
    assert ('<details class="who"' in page) is folded
    assert '<details class="who" name="who" open' not in page
    assert ("Customer 009" in page) is named


def test_the_title_names_the_day_and_nobody(html: str) -> None:
    assert "<title>Route of Tuesday, 24 November 2026</title>" in html


def test_robots_and_referrers_are_kept_out(html: str) -> None:
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert '<meta name="referrer" content="no-referrer">' in html


def test_every_link_outside_keeps_its_origin_to_itself(html: str) -> None:
    links = re.findall(r"<a [^>]*>", words_of(html))
    assert links
    assert all('rel="noreferrer noopener"' in link for link in links)


def test_the_next_stop_is_the_default_and_the_whole_route_comes_in_chunks(html: str) -> None:
    assert 'Next: stop <span class="next-number">1</span>' in html
    assert re.findall(r">(Stops? [\d–]+)</a>", html) == ["Stops 1–4", "Stops 5–8", "Stop 9"]


def test_two_renderings_are_equal_to_the_byte(html: str) -> None:
    plan, day, scenery = a_sample()
    assert agent_page(plan, day, OURS, scenery) == html


def test_a_shift_without_a_route_says_so() -> None:
    plan, day, scenery = a_sample()
    assert "No stops on this shift, 09:00–17:00." in agent_page(plan, day, "A05/1", scenery)


def test_a_shift_that_the_day_does_not_know_is_refused() -> None:
    plan, day, scenery = a_sample()
    with pytest.raises(KeyError):
        agent_page(plan, day, "nobody", scenery)


def test_as_the_crow_flies_is_said_on_the_phone_and_on_paper() -> None:
    plan, day, scenery = a_sample()
    day = day.model_copy(update={"travel": day.travel.model_copy(update={"engine": "beeline"})})
    for page in (agent_page(plan, day, OURS, scenery), itinerary(plan, day, scenery)):
        assert "Arrival times are estimates" in page


def test_the_itineraries_have_a_sheet_and_a_code_for_each_route() -> None:
    sheets = itinerary(*a_sample())
    assert sheets.count('<section class="sheet hue-') == 4
    assert sheets.count("<svg") == 4
    assert sheets.count(DESCRIPTION) == 4


def test_the_itineraries_speak_of_no_money_and_run_no_script() -> None:
    sheets = itinerary(*a_sample())
    assert "<script" not in sheets
    assert not any(word in words_of(sheets).lower() for word in WORDS)
    assert "€" not in sheets


@pytest.mark.parametrize(("shown", "named"), [("hidden", False), ("tap", False), ("shown", True)])
def test_paper_names_a_customer_only_where_names_are_shown_openly(shown: str, named: bool) -> None:
    plan, day, scenery = a_sample()
    assert ("Customer 009" in itinerary(plan, with_customer(day, shown), scenery)) is named


def test_a_plan_without_routes_prints_a_sheet_that_says_so() -> None:
    plan, day, scenery = a_sample()
    empty = plan.model_copy(update={"routes": ()})
    assert "No routes on this day." in itinerary(empty, day, scenery)
