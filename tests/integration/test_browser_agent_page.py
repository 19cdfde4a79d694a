"""The agent's page on a phone, and the itineraries on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from hostile_plan import HOSTILE, a_hostile_sample
from sample_plan import a_sample
from visitplan.render.agent_page import agent_page
from visitplan.render.print_sheet import itinerary

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
PHONE = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def a_page(shift_id: str = "A02/1") -> str:
    plan, day, scenery = a_sample()
    return agent_page(plan, day, shift_id, scenery)


def overflow(page: Any) -> int:
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))


def test_it_is_quiet_fits_the_phone_and_asks_for_nothing(opened: Opened, tmp_path: Any) -> None:
    watched = opened(390, 844, **PHONE)
    page = watched.open(a_page())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=tmp_path / f"agent-{scheme}.png")
    expect(page.locator(".pin-stop")).to_have_count(9)
    assert overflow(page) <= 0
    assert (watched.complaints, watched.requests) == ([], [])


def test_every_button_is_large_enough_for_a_thumb(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_page())
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.name = ''; d.open = true; })"
    )
    sizes = page.locator(".button, summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert len(sizes) > 60
    assert min(min(size) for size in sizes) >= 44


def test_without_scripts_every_stop_can_be_read(opened: Opened) -> None:
    page = opened(390, 844, java_script_enabled=False, **PHONE).open(a_page())
    expect(page.locator(".card .address")).to_have_count(9)
    expect(page.locator(".next")).to_be_visible()
    expect(page.locator(".done-choice").first).to_be_hidden()


def test_a_customer_is_shown_only_after_a_tap(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_page())
    name = page.get_by_text("Customer 009")
    expect(name).to_be_hidden()
    page.locator("#stop-1 .who summary").tap()
    expect(name).to_be_visible()


def test_a_stop_done_makes_the_following_one_the_next_and_is_remembered(opened: Opened) -> None:
    watched = opened(390, 844, **PHONE)
    page = watched.open(a_page())
    page.locator("#stop-1 .done-choice").tap()
    expect(page.locator(".next")).to_contain_text("stop 2")
    here = page.locator("#stop-2 .links a").first.get_attribute("href")
    expect(page.locator(".next .links a").first).to_have_attribute("href", here)
    page.reload()
    expect(page.locator(".next")).to_contain_text("stop 2")
    assert watched.complaints == []


def test_a_stop_tapped_on_the_map_lights_its_card(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_page())
    page.locator('.pin[data-stop="2-4"]').tap()
    expect(page.locator("#stop-4.is-lit")).to_have_count(1)


def test_hostile_text_is_shown_as_it_is_and_nothing_runs(opened: Opened) -> None:
    plan, day, scenery = a_hostile_sample()
    for shift in day.shifts[:2]:
        watched = opened(390, 844, **PHONE)
        page = watched.open(agent_page(plan, day, shift.id, scenery))
        shown = page.locator("body").evaluate("body => body.textContent")
        assert all(text in shown for text in HOSTILE)  # the labels carry all of them
        assert page.evaluate("window.PWN") is None
        assert overflow(page) <= 0
        assert (watched.complaints, watched.requests) == ([], [])


def test_a_long_name_without_a_blank_wraps(opened: Opened) -> None:
    plan, day, scenery = a_sample(customer="N" * 160, door_note="D" * 160)
    page = opened(390, 844, **PHONE).open(agent_page(plan, day, "A01/1", scenery))
    page.locator("#stop-1 .who summary").tap()
    assert overflow(page) <= 0


def test_the_itineraries_print_one_agent_a_page_on_a4_and_the_door_on_one_more(
    opened: Opened, tmp_path: Any
) -> None:
    watched = opened(900, 1200)
    page = watched.open(itinerary(*a_sample()))
    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.screenshot(path=tmp_path / "itineraries.png")
    assert pdf.count(b"/Type /Page\n") == 5
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    assert (watched.complaints, watched.requests) == ([], [])


def test_the_itineraries_show_hostile_text_as_it_is(opened: Opened) -> None:
    watched = opened(900, 1200)
    page = watched.open(itinerary(*a_hostile_sample()))
    shown = page.locator("body").evaluate("body => body.textContent")
    assert all(f"at {text}" in shown for text in HOSTILE)
    assert page.evaluate("window.PWN") is None
    assert (watched.complaints, watched.requests) == ([], [])
