"""The overview in a real browser, opened from a file."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from hostile_plan import HOSTILE, a_hostile_sample
from sample_plan import a_sample
from visitplan.render.overview import overview

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def sample_page() -> str:
    return overview(*a_sample())


@pytest.fixture
def watched(opened: Opened, sample_page: str) -> Iterator[Any]:
    watched = opened(1366, 768)
    watched.open(sample_page, "index.html")
    yield watched
    assert (watched.complaints, watched.requests) == ([], [])


def lit(page: Any, key: str) -> Any:
    return page.locator(f'.is-lit[data-stop="{key}"]')


def open_layers(page: Any) -> None:
    page.locator(".leaflet-control-layers").hover()
    page.locator(".leaflet-control-layers-list").wait_for(state="visible")


def overflow(page: Any) -> int:
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))


def test_it_opens_from_a_file_without_a_request_or_a_word_on_the_console(
    watched: Any, tmp_path: Any
) -> None:
    for scheme in ("light", "dark"):
        watched.page.emulate_media(color_scheme=scheme)
        watched.page.screenshot(path=tmp_path / f"overview-{scheme}.png")
    expect(watched.page.locator(".pin-stop")).to_have_count(32)
    expect(watched.page.locator(".way")).to_have_count(4)


def test_it_never_scrolls_sideways(watched: Any) -> None:
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        watched.page.set_viewport_size({"width": width, "height": height})
        assert overflow(watched.page) <= 0


def test_the_left_out_are_marked_unlike_stops(watched: Any) -> None:
    expect(watched.page.locator(".pin-unassigned")).to_have_count(3)
    expect(watched.page.locator(".pin-ineligible")).to_have_count(3)  # the fourth has no point


def test_a_layer_is_hidden_and_shown_again(watched: Any) -> None:
    page = watched.page
    open_layers(page)
    choices = page.locator(".leaflet-control-layers-selector")
    expect(choices).to_have_count(6)
    choices.nth(1).uncheck()
    expect(page.locator(".pin-stop")).to_have_count(23)
    choices.nth(1).check()
    expect(page.locator(".pin-stop")).to_have_count(32)


def test_a_stop_chosen_in_the_timeline_is_lit_on_the_map_and_in_the_list(watched: Any) -> None:
    page = watched.page
    page.locator('.stay[data-stop="2-3"]').click()
    expect(lit(page, "2-3")).to_have_count(3)
    expect(page.locator('li[data-stop="2-3"]')).to_be_visible()
    expect(page.locator(".leaflet-popup-content")).to_contain_text("C011")


def test_a_stop_chosen_on_the_map_is_lit_in_the_timeline(watched: Any) -> None:
    page = watched.page
    page.locator('.pin[data-stop="3-2"]').click()
    expect(page.locator('.stay.is-lit[data-stop="3-2"]')).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".is-lit[data-stop]")).to_have_count(0)


def test_a_left_out_visit_chosen_in_the_list_shows_its_reason_on_the_map(watched: Any) -> None:
    page = watched.page
    page.locator('li[data-stop="unassigned-1"] button').click()
    expect(page.locator(".leaflet-popup-content")).to_contain_text("ends before")


def test_pointing_at_a_stop_lights_it_until_the_pointer_leaves(watched: Any) -> None:
    page = watched.page
    page.locator('.stay[data-stop="1-1"]').hover()
    expect(page.locator('.pin.is-lit[data-stop="1-1"]')).to_have_count(1)
    page.locator("h1").hover()
    expect(lit(page, "1-1")).to_have_count(0)


def test_a_route_steps_forward_while_its_name_is_pointed_at(watched: Any) -> None:
    page = watched.page
    page.locator('.name[data-route="route_2"]').hover()
    expect(page.locator(".pin-stop:not(.is-faint)")).to_have_count(9)
    page.locator("span.name").hover()  # a shift without a route
    expect(page.locator(".is-faint")).to_have_count(0)


def test_the_keyboard_walks_along_a_lane_and_chooses(watched: Any) -> None:
    page = watched.page
    page.locator('.stay[data-stop="1-1"]').focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    expect(page.locator('.pin.is-lit[data-stop="1-2"]')).to_have_count(1)


def test_a_hidden_layer_comes_back_when_one_of_its_stops_is_chosen(watched: Any) -> None:
    page = watched.page
    open_layers(page)
    page.locator(".leaflet-control-layers-selector").nth(0).uncheck()
    page.locator('.stay[data-stop="1-4"]').click()
    expect(page.locator('.pin.is-lit[data-stop="1-4"]')).to_have_count(1)


def test_hostile_text_is_shown_as_it_is_and_nothing_runs(opened: Opened) -> None:
    watched = opened(1366, 768)
    page = watched.open(overview(*a_hostile_sample()))
    shown = page.locator("body").evaluate("body => body.textContent")
    for text in HOSTILE:
        assert f"at {text}" in shown
    open_layers(page)
    labels = page.locator(".leaflet-control-layers-list").inner_text()
    assert all(f"agent {text}" in labels for text in HOSTILE[-4:-1])
    for key in ("1-1", "1-4", "1-6", "2-1", "unassigned-1"):
        page.locator(f'li[data-stop="{key}"] .entry').dispatch_event("click")
    assert page.evaluate("window.PWN") is None
    assert (watched.complaints, watched.requests) == ([], [])
    assert overflow(page) <= 0
