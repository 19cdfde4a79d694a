"""The agent's page in a phone's browser: two taps, no network, another phone, the end."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from agent_day import DAY, AgentDay
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_house import Clock, WatchedBrowser

from visitplan.storage import links, outcomes
from visitplan.storage.outcomes import KeptOutcome

pytestmark = pytest.mark.browser
Browsing = Callable[..., WatchedBrowser]
PHONE = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
NO_NETWORK = ("Failed to load resource", "net::ERR", "WebSocket")


class OnThePhone:
    """A phone's browser that came in by a link."""

    def __init__(self, browser: WatchedBrowser, day: AgentDay, **link: Any) -> None:
        self.browser, self.page, self.day = browser, browser.page, day
        _, token = day.link(**link)
        # The house's clock stands, so the phone's goes from there.
        self.page.clock.install(time=day.house.clock())
        self.page.goto(f"{browser.url}/a#t={token}")
        self.arrive()

    def arrive(self) -> None:
        self.page.wait_for_url("**/a/route")
        self.page.wait_for_selector("[data-ready]")

    def settle(self) -> None:
        """Wait until the worker keeps the page."""
        self.until("caches.open('visitplan-agent').then((kept) => kept.match('/a/route'))")

    def say(self, title: str) -> None:
        self.page.get_by_role("button", name="What came of it").locator("visible=true").click()
        self.page.locator("#sheet").get_by_role("button", name=title, exact=True).click()

    def ahead(self) -> list[str]:
        cards = self.page.locator(".stop:visible")
        return [card.get_attribute("data-case") or "" for card in cards.all()]

    def reported(self) -> list[str]:
        return [line.inner_text() for line in self.page.locator(".reports > li:visible > p").all()]

    def waiting(self) -> int:
        script = "Object.values(localStorage).filter(r => !JSON.parse(r).received).length"
        return int(self.page.evaluate(script))

    def until(self, script: str) -> None:
        """Wait for something to be so; a page with our policy evaluates no string by itself."""
        for _ in range(400):
            if self.page.evaluate(f"Promise.resolve({script}).then(Boolean)"):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(script)


@pytest.fixture
def on_the_phone(browsing: Browsing, agent_day: AgentDay) -> OnThePhone:
    return OnThePhone(browsing(None, 390, 844, **PHONE), agent_day)


@pytest.fixture
def on_a_phone_that_keeps(browsing: Browsing, agent_day: AgentDay) -> OnThePhone:
    """A phone whose link lasts by the machine's clock too, which the page's worker goes by."""
    lasts = max(agent_day.house.clock(), datetime.now(UTC)) + timedelta(hours=12)
    return OnThePhone(browsing(None, 390, 844, **PHONE), agent_day, expires_at=lasts)


def kept(day: AgentDay) -> tuple[KeptOutcome, ...]:
    with day.house.database.read() as connection:
        return outcomes.since(connection, 0)


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(
    ("size", "settings"),
    [((390, 844), {"color_scheme": "dark"}), ((1366, 768), {"locale": "zh-CN"})],
)
def test_the_page_fits_can_be_touched_and_is_usable_by_everybody(
    browsing: Browsing, agent_day: AgentDay, tmp_path: Path, size: tuple[int, int], settings: Any
) -> None:
    phone = OnThePhone(browsing(None, *size, **settings), agent_day)
    for step in ("route", "sheet", "promise"):
        phone.page.screenshot(path=tmp_path / f"{step}.png", full_page=True)
        assert phone.browser.overflow() <= 0
        assert phone.browser.small_targets() == []
        assert serious(phone.page) == []
        if step == "route":
            phone.page.locator("[data-report]:visible").first.click()
        elif step == "sheet":
            phone.page.locator("[data-code=PTP]").click()
    assert phone.browser.complaints == phone.browser.foreign == []


def test_every_outcome_is_two_taps_away_and_none_is_farther(on_the_phone: OnThePhone) -> None:
    page = on_the_phone.page
    page.get_by_role("button", name="What came of it").first.click()
    buttons = page.locator("#sheet [data-code]")
    sizes = buttons.evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
    expect(buttons).to_have_count(22)
    assert max(sizes) - min(sizes) < 1
    expect(buttons.first).to_have_text("Asked to leave")


def test_two_taps_note_an_outcome_and_the_next_stop_is_unfolded(on_the_phone: OnThePhone) -> None:
    first, second, *_ = on_the_phone.ahead()
    on_the_phone.say("Nobody opens")
    assert on_the_phone.ahead()[0] == second
    expect(on_the_phone.page.locator(f"[data-case={second}] .address").first).to_be_visible()
    on_the_phone.until("document.querySelector('.reports .mark.good')")
    (outcome,) = kept(on_the_phone.day)
    assert (outcome.case_id, outcome.code) == (first, "NOHOME")
    assert on_the_phone.browser.complaints == []


def test_a_mistake_is_taken_back_and_the_stop_is_ahead_again(on_the_phone: OnThePhone) -> None:
    before = on_the_phone.ahead()
    on_the_phone.say("Nobody opens")
    on_the_phone.until("document.querySelector('.reports .mark.good')")
    on_the_phone.page.get_by_role("button", name="Correct").first.click()
    on_the_phone.page.get_by_role("button", name="The report was a mistake").click()
    on_the_phone.until(f"document.querySelectorAll('.stop').length === {len(before)}")
    assert on_the_phone.ahead() == before
    assert on_the_phone.reported() == []
    codes = [each.code for each in kept(on_the_phone.day)]
    assert codes == ["NOHOME", "RETRACTED"]


def test_a_proposal_is_kept_and_the_customer_is_shown_a_copy(on_the_phone: OnThePhone) -> None:
    page = on_the_phone.page
    on_the_phone.say("Asks for instalments")
    form = page.locator("[data-details=instalments]")
    form.get_by_label("How many instalments").fill("7")
    form.get_by_role("button", name="Note it").click()
    expect(form.get_by_role("alert")).to_have_text("Fill in all of it, or nothing.")
    form.get_by_label("The first on").fill("2026-12-01")
    form.get_by_label("Each in EUR").fill("25,50")
    form.get_by_role("button", name="Note it").click()
    expect(form.get_by_role("alert")).to_have_text("Write a number from 2 to 6.")
    form.get_by_label("How many instalments").fill("6")
    form.get_by_role("button", name="Note it").click()
    copy = page.locator("#copy").inner_text()
    assert "6 payments of €25.50, the first on Tuesday" in copy
    assert "debt" not in copy.lower()
    page.get_by_role("button", name="Done").click()
    on_the_phone.until("document.querySelector('.reports .mark.good')")
    (outcome,) = kept(on_the_phone.day)
    proposed = {"number": 6, "every": "month", "first": "2026-12-01", "amount": 2550}
    assert outcome.body == {"instalments": proposed}


def test_without_network_reports_wait_and_arrive_in_order_after_a_restart(
    on_a_phone_that_keeps: OnThePhone,
) -> None:
    phone, context = on_a_phone_that_keeps, on_a_phone_that_keeps.page.context
    phone.settle()
    before = phone.ahead()
    context.set_offline(True)
    phone.say("Nobody opens")
    phone.say("Asked to leave")
    assert phone.waiting() == 2
    phone.page.reload()  # the phone was off in between
    phone.arrive()
    assert phone.ahead() == before[2:]
    phone.until("document.querySelector('[data-status]').textContent.includes('Not sent yet: 2')")
    context.set_offline(False)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.until("document.querySelectorAll('.reports .mark.good').length === 2")
    assert [each.code for each in kept(phone.day)] == ["NOHOME", "ASKEDLEAVE"]
    assert phone.waiting() == 0
    real = [line for line in phone.browser.complaints if not line.startswith(NO_NETWORK)]
    assert real == []


def test_an_answer_that_was_lost_doubles_nothing(on_the_phone: OnThePhone) -> None:
    phone = on_the_phone
    lost = []

    def lose(route: Any) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        route.abort() if len(lost) == 1 else route.fulfill(response=answer)

    phone.page.route("**/a/reports", lose)
    phone.say("Complains")
    phone.until("document.querySelector('[data-status]').textContent.includes('No network')")
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.until("Object.values(localStorage).every((each) => JSON.parse(each).received)")
    assert lost == [201, 200]
    assert len(kept(phone.day)) == 1


def test_a_stop_that_was_reported_stays_done_on_the_page_that_was_kept(
    on_a_phone_that_keeps: OnThePhone,
) -> None:
    phone = on_a_phone_that_keeps
    phone.settle()
    before = phone.ahead()
    phone.page.route("**/a/route", lambda route: route.abort())
    phone.page.context.route("**/a/route", lambda route: route.abort())
    phone.say("Nobody opens")
    phone.until("JSON.parse(Object.values(localStorage)[0]).received")
    assert phone.ahead() == before[1:]


def test_a_phone_whose_clock_is_ahead_keeps_the_report_and_says_why(
    on_the_phone: OnThePhone, clock: Clock
) -> None:
    phone = on_the_phone
    phone.page.clock.set_system_time(clock() + timedelta(minutes=20))
    phone.say("Nobody opens")
    phone.page.get_by_text("the phone's clock is ahead").wait_for()
    assert (phone.waiting(), kept(phone.day)) == (1, ())
    clock.move(timedelta(minutes=20))
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.until("document.querySelector('.reports .mark.good')")
    assert len(kept(phone.day)) == 1


def test_a_revoked_phone_is_wiped_at_its_next_contact_and_keeps_what_was_not_sent(
    on_the_phone: OnThePhone,
) -> None:
    phone = on_the_phone
    phone.settle()
    phone.page.context.set_offline(True)
    phone.say("Asked to leave")
    with phone.day.house.database.write() as connection:
        (link,) = links.of_day(connection, DAY)
        links.revoke(connection, link.id, at=phone.day.house.clock())
    phone.page.context.set_offline(False)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.page.get_by_text("This link has ended").wait_for()
    assert nothing_left(phone)
    assert phone.waiting() == 1
    again, token = phone.day.link()
    phone.page.goto(f"{phone.browser.url}/a#t={token}")
    phone.arrive()
    phone.until("document.querySelector('.reports .mark.good')")
    assert [each.code for each in kept(phone.day)] == ["ASKEDLEAVE"]
    assert again.id != link.id


def test_the_page_forgets_everything_at_its_end_without_network(on_the_phone: OnThePhone) -> None:
    phone = on_the_phone
    phone.settle()
    phone.page.context.set_offline(True)
    phone.page.clock.fast_forward("13:00:00")
    phone.page.get_by_text("This link has ended").wait_for()
    assert nothing_left(phone)


def nothing_left(phone: OnThePhone) -> bool:
    """Tell whether neither the page nor the phone's caches know where anybody lives."""
    script = "(async () => JSON.stringify([document.body.innerText, await caches.keys()]))()"
    text, caches = json.loads(phone.page.evaluate(script))
    return phone.day.cases[0] not in text and "60.17" not in text and caches == []


def test_no_name_is_left_open_when_the_phone_is_put_away(on_the_phone: OnThePhone) -> None:
    page = on_the_phone.page
    page.get_by_text("Whom to ask for").first.click()
    page.locator(".asked p").first.wait_for(state="visible")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.locator(".asked p").first.wait_for(state="hidden")


def test_no_address_bar_and_no_history_holds_the_token(on_the_phone: OnThePhone) -> None:
    page = on_the_phone.page
    assert "#" not in page.url
    page.go_back()
    assert "t=" not in page.url
