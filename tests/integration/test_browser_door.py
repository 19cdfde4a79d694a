"""The rules at the door, as an agent with a phone in one hand meets them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from builders import a_policy
from hostile_plan import EVERYTHING, HOSTILE
from sample_plan import a_sample_under
from visitplan.domain.policy import Policy
from visitplan.render.agent_page import agent_page
from visitplan.render.print_sheet import itinerary

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]
PHONE = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
TELLING = "Ask nobody but the debtor to pay the debt."
CHINESE = "先出示工作证，再说明来意。"


def a_page(policy: Policy) -> str:
    plan, day, scenery = a_sample_under(policy)
    return agent_page(plan, day, "A02/1", scenery)


def a_telling_page() -> str:
    return a_page(a_policy(conduct=(TELLING, CHINESE), payment_at_door="forbidden"))


def overflow(page: Any) -> int:
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(script))


def test_the_main_screen_tells_nothing_of_what_a_visit_is_about(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_telling_page())
    shown = page.locator("body").inner_text().lower()
    assert "at the door" in shown
    assert not any(word in shown for word in ("debt", "pay ", "payment", "settled", "lawyer"))


def test_a_tap_shows_the_rules_and_another_their_source(opened: Opened) -> None:
    watched = opened(390, 844, **PHONE)
    page = watched.open(a_telling_page())
    page.locator("#stop-2 .at-door > summary").first.tap()
    line = page.locator("#stop-2 .rules > li").filter(has_text=TELLING)
    expect(line).to_be_visible()
    expect(line.locator(".source")).to_be_hidden()
    line.locator("summary").tap()
    expect(line.locator(".source")).to_be_visible()
    assert overflow(page) <= 0
    assert (watched.complaints, watched.requests) == ([], [])


def test_a_chinese_rule_is_read_as_chinese(opened: Opened, tmp_path: Any) -> None:
    page = opened(390, 844, **PHONE).open(a_telling_page())
    page.locator("#at-the-door > summary").tap()
    rule = page.locator("#at-the-door").get_by_text(CHINESE)
    expect(rule).to_be_visible()
    expect(rule).to_have_attribute("lang", "zh")
    page.screenshot(path=tmp_path / "door-chinese.png")


def test_asked_to_leave_is_the_first_thing_under_what_came_of_it(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_telling_page())
    page.locator("#stop-1 .at-door > summary").nth(1).tap()
    first = page.locator("#stop-1 .outcomes > div").first
    expect(first).to_be_visible()
    expect(first).to_contain_text("Asked to leave")
    assert overflow(page) <= 0


def test_one_fold_closes_another_so_the_stop_stays_in_sight(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_telling_page())
    page.locator("#stop-1 .at-door > summary").first.tap()
    page.locator("#stop-1 .at-door > summary").nth(1).tap()
    expect(page.locator("#stop-1 .at-door[open]")).to_have_count(1)


def test_what_was_unfolded_is_folded_again_when_the_phone_is_put_away(opened: Opened) -> None:
    page = opened(390, 844, **PHONE).open(a_telling_page())
    page.locator("#at-the-door > summary").tap()
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'));"
    )
    expect(page.locator(".at-door[open]")).to_have_count(0)


def test_without_scripts_the_rules_can_be_read(opened: Opened) -> None:
    page = opened(390, 844, java_script_enabled=False, **PHONE).open(a_telling_page())
    page.locator("#stop-1 .at-door > summary").first.tap()
    expect(page.locator("#stop-1 .rules").get_by_text(TELLING)).to_be_visible()


def test_a_rule_without_a_blank_wraps(opened: Opened) -> None:
    policy = a_policy(conduct=("C" * 160,), required_credentials=frozenset({"k" * 160}))
    page = opened(390, 844, **PHONE).open(a_page(policy))
    page.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.name = ''; d.open = true; })"
    )
    assert overflow(page) <= 0


def test_hostile_rules_stay_text_on_the_phone_and_on_paper(opened: Opened) -> None:
    policy = a_policy(
        conduct=(EVERYTHING,), required_credentials=frozenset(HOSTILE), source=EVERYTHING
    )
    for html in (a_page(policy), itinerary(*a_sample_under(policy))):
        watched = opened(390, 844, **PHONE)
        page = watched.open(html)
        shown = page.locator("body").evaluate("body => body.textContent")
        assert EVERYTHING in shown
        assert page.evaluate("window.PWN") is None
        assert (watched.complaints, watched.requests) == ([], [])
        assert "unsafe" not in page.locator("meta[http-equiv]").get_attribute("content")
