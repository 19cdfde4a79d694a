"""The board in a real browser: stops moved by mouse and by keys, kept, carried over."""

from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from planned_day import DAY, EVIL, a_planned_day, keep, plan_of
from playwright.sync_api import expect
from test_web_browser import serious
from web_house import Clock, WatchedBrowser

from visitplan.domain.move import Move
from visitplan.storage import outcomes, plans
from visitplan.storage.database import Database
from visitplan.storage.outcomes import Report

pytestmark = pytest.mark.browser
Browsing = Callable[..., WatchedBrowser]


@pytest.fixture
def plan_id(database: Database, clock: Clock, tmp_path: Path) -> str:
    return a_planned_day(database, tmp_path / "day", clock())


def opened(browsing: WatchedBrowser, plan_id: str) -> Any:
    page = browsing.open(f"/plans/{plan_id}/board")
    page.locator("body[data-ready]").wait_for()
    return page


def stops_of(page: Any, shift: str) -> list[str]:
    return list(
        page.eval_on_selector_all(
            f'[data-shift="{shift}"] .stay', "stays => stays.map(each => each.dataset.case)"
        )
    )


def drag(page: Any, case_id: str, shift: str, before: str | None) -> None:
    """Drag a stop into a row: before another stop, or behind all of them."""
    box = page.locator(f'.stay[data-case="{case_id}"] rect').bounding_box()
    row = page.locator(f'[data-shift="{shift}"] svg').bounding_box()
    there = page.locator(f'.stay[data-case="{before}"]').bounding_box() if before else None
    x = there["x"] - 4 if there else row["x"] + row["width"] - 8
    page.mouse.move(box["x"] + 2, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(x, row["y"] + row["height"] / 2, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [((1366, 768), "light", "en-GB"), ((390, 844), "dark", "zh-CN")],
)
def test_the_board_fits_can_be_touched_and_is_usable_by_everybody(
    browsing: Browsing,
    plan_id: str,
    tmp_path: Path,
    size: tuple[int, int],
    scheme: str,
    locale: str,
) -> None:
    anna = browsing("dispatcher", *size, color_scheme=scheme, locale=locale)
    page = opened(anna, plan_id)
    page.locator("#unassigned .entry").first.click()
    page.locator(".dot.stop").first.wait_for()
    page.screenshot(path=tmp_path / "board.png", full_page=True)
    assert anna.overflow() <= 0
    assert anna.small_targets() == []
    assert serious(page) == []
    if size == (1366, 768):
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    assert (anna.complaints, anna.foreign) == ([], [])


def test_hostile_names_are_text_everywhere(browsing: Browsing, plan_id: str) -> None:
    anna = browsing("dispatcher")
    page = opened(anna, plan_id)
    assert page.get_by_text(EVIL, exact=True).count() >= 1
    page.locator('.stay[data-case="C002"]').click()
    page.get_by_role("button", name="Move to…").click()
    page.locator(".places button").first.wait_for()
    page.locator('.stay[data-case="C004"]').click()
    page.locator("#stop dd", has_text=EVIL).wait_for()
    assert page.evaluate("window.PWN") is None
    assert anna.complaints == []


def test_a_stop_is_dragged_the_change_is_told_undone_redone_and_kept(
    browsing: Browsing, plan_id: str, database: Database
) -> None:
    anna = browsing("dispatcher")
    page = opened(anna, plan_id)
    drag(page, "C002", "A01/1", "C005")
    page.locator("#change .sum").wait_for()
    assert stops_of(page, "A01/1") == ["C002", "C005", "C003", "C004"]
    assert stops_of(page, "A02/1") == []
    expect(page.locator("#change").get_by_text("Breaks no rule.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.locator("#change").wait_for(state="hidden")
    assert stops_of(page, "A02/1") == ["C002"]
    page.keyboard.press("Control+y")
    page.locator("#change .sum").wait_for()
    page.get_by_role("button", name="Keep as a draft").click()
    page.wait_for_url(lambda url: plan_id not in url)
    page.locator("body[data-ready]").wait_for()
    assert stops_of(page, "A01/1") == ["C002", "C005", "C003", "C004"]
    with database.read() as connection:
        assert [head.version for head in plans.heads(connection, DAY)] == [2, 1]
    assert anna.complaints == []


def test_what_a_stop_that_is_still_held_would_cost_is_told_beside_it(
    browsing: Browsing, plan_id: str
) -> None:
    page = opened(browsing("dispatcher"), plan_id)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    box = page.locator('.stay[data-case="C002"] rect').bounding_box()
    there = page.locator('.stay[data-case="C005"]').bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(there["x"] - 4, there["y"] + 8, steps=4)
    page.locator(".ghost .price", has_text="€").wait_for()
    expect(page.locator("#change")).to_be_hidden()
    page.mouse.up()
    page.locator("#change .sum").wait_for()
    assert asked.count("edit") == 1
    expect(page.locator(".ghost")).to_have_count(0)


def test_a_drag_that_breaks_a_rule_says_so_and_cannot_be_kept(
    browsing: Browsing, plan_id: str
) -> None:
    page = opened(browsing("dispatcher"), plan_id)
    drag(page, "C003", "A02/1", None)
    page.locator("#change .notice.bad").wait_for()
    expect(page.locator("#change .notice.bad")).to_contain_text("C003")
    expect(page.get_by_role("button", name="Keep as a draft")).to_be_disabled()
    page.get_by_role("button", name="Discard").click()
    page.locator("#change").wait_for(state="hidden")
    assert stops_of(page, "A01/1") == ["C005", "C003", "C004"]


def test_a_stop_dropped_on_the_list_of_those_left_out_is_taken_off(
    browsing: Browsing, plan_id: str
) -> None:
    page = opened(browsing("dispatcher"), plan_id)
    box = page.locator('.stay[data-case="C002"] rect').bounding_box()
    there = page.locator(".lists").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(there["x"] + 50, there["y"] + 30, steps=4)
    page.mouse.up()
    page.locator('#unassigned .entry[data-case="C002"]').wait_for()
    assert stops_of(page, "A02/1") == []


def test_the_keyboard_alone_moves_a_stop_and_puts_a_visit_in(
    browsing: Browsing, plan_id: str
) -> None:
    anna = browsing("dispatcher")
    page = opened(anna, plan_id)
    page.locator('.stay[data-case="C005"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+ArrowLeft")
    page.locator("#change table, #change .notice").first.wait_for()
    assert stops_of(page, "A01/1") == ["C005", "C004", "C003"]
    page.locator('#unassigned .entry[data-case="C008"]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put in by hand").focus()
    page.keyboard.press("Enter")
    page.locator(".places button").first.wait_for()
    page.keyboard.press("Enter")
    page.locator('.stay[data-case="C008"]').wait_for()
    assert anna.complaints == []


def test_what_is_chosen_in_one_is_chosen_in_all(browsing: Browsing, plan_id: str) -> None:
    page = opened(browsing("manager"), plan_id)
    page.locator('.stay[data-case="C003"]').click()
    page.locator(".dot.is-chosen", has_text="2").wait_for()
    expect(page.locator(".row.is-chosen")).to_have_attribute("data-shift", "A01/1")
    assert page.locator(".window").count() > 0
    page.keyboard.press("Escape")
    expect(page.locator("#stop")).to_be_hidden()
    page.locator('[data-shift="A02/1"] .row-head').click()
    page.get_by_role("button", name="Show only this agent").click()
    expect(page.locator(".dot.stop")).to_have_count(1)


def test_the_second_of_two_dispatchers_carries_his_moves_over(
    browsing: Browsing, plan_id: str
) -> None:
    anna, bert = browsing("dispatcher"), browsing("dispatcher")
    hers, his = opened(anna, plan_id), opened(bert, plan_id)
    drag(hers, "C002", "A01/1", "C005")
    hers.locator("#change .sum").wait_for()
    hers.get_by_role("button", name="Keep as a draft").click()
    hers.wait_for_url(lambda url: plan_id not in url)
    drag(his, "C004", "A01/1", "C005")
    his.locator("#change .notice.good").wait_for()
    his.get_by_role("button", name="Keep as a draft").click()
    his.get_by_role("button", name="Carry my moves over to version 2").click()
    his.get_by_text("Your moves were carried over: 1.").wait_for()
    assert his.url == hers.url
    assert stops_of(his, "A01/1") == ["C004", "C002", "C005", "C003"]
    assert [each for each in bert.complaints if "409" not in each] == []


def test_a_stop_is_pinned_to_its_time_and_let_loose(browsing: Browsing, plan_id: str) -> None:
    page = opened(browsing("dispatcher"), plan_id)
    page.locator('.stay[data-case="C002"]').click()
    page.get_by_role("button", name="Pin to this time").click()
    page.locator('.stay.is-pinned[data-case="C002"]').wait_for()
    page.get_by_role("button", name="Unpin").click()
    page.locator('.stay.is-pinned[data-case="C002"]').wait_for(state="detached")


def test_the_day_under_way_is_told_and_a_new_plan_of_the_rest_asked_for(
    browsing: Browsing, plan_id: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    first = plan_of(database, plan_id).routes[0].stops[0]
    with database.write() as connection:
        plans.publish(connection, plan_id, at=clock(), by="somebody")
        clock.now = first.departure.astimezone(UTC) + timedelta(minutes=50)
        late = Report("phone-1", plan_id, "A01", first.case_id, "NOHOME", clock(), {})
        outcomes.record(connection, late, at=clock())
    anna = browsing("dispatcher")
    page = opened(anna, plan_id)
    page.locator("#today .entry").first.wait_for()
    page.screenshot(path=tmp_path / "live.png")
    expect(page.locator("#today .entry").first).to_contain_text("1 of 3 done · next: C003")
    expect(page.locator("#today").get_by_text("50\u00a0min late")).to_be_visible()
    page.get_by_text("A new plan of the rest is being worked out.").wait_for()
    expect(page.locator("#hand")).to_be_hidden()
    page.locator('#unassigned .entry[data-case="C008"]').click()
    expect(page.get_by_role("button", name="Insert it now")).to_be_visible()
    assert serious(page) == []
    assert anna.complaints == []


def test_a_notice_that_is_owed_is_ticked_off(
    browsing: Browsing, plan_id: str, database: Database, clock: Clock, house: Any
) -> None:
    move = Move(case_id="C002", shift_id="A01/1", position=0)
    moved = house.benches.bench(plan_id).workbench.edited([move]).planned.plan
    second = keep(database, moved, clock(), parent=plan_id).id
    with database.write() as connection:
        for each in (plan_id, second):
            plans.publish(connection, each, at=clock(), by="somebody")
    page = opened(browsing("dispatcher"), second)
    page.locator("#notices .owed", has_text="comes instead of").wait_for()
    page.locator("#notices").get_by_role("button", name="call").click()
    page.locator("#notices .mark.good", has_text="told").wait_for()
